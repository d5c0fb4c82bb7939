"""What the user of ./dev sees: numbered steps, and problems as a sentence in two languages."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from typing import TextIO


class Problem(Exception):
    """What the user can mend, said in one English and one Chinese sentence with the way on."""

    def __init__(self, english: str, chinese: str, detail: str = ""):
        super().__init__(english)
        self.english = english
        self.chinese = chinese
        self.detail = detail

    def show(self) -> None:
        if self.detail:
            write(self.detail.rstrip() + "\n", sys.stderr)
        write(f"\n✗ {self.english}\n  {self.chinese}\n", sys.stderr)


def write(text: str, stream: TextIO | None = None) -> None:
    """Print ``text``, also where the terminal cannot show Chinese."""
    stream = stream or sys.stdout
    try:
        stream.write(text)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "replace").decode(encoding))
    stream.flush()


def say(text: str) -> None:
    write(text + "\n")


class Steps:
    """Count the steps of a long command: ``[2/6] PostgreSQL · 数据库 … 1.2 s``."""

    def __init__(self, total: int, stream: TextIO | None = None):
        self.total = total
        self.stream = stream
        self.number = 0
        self.open_line = False

    @contextlib.contextmanager
    def step(self, english: str, chinese: str) -> Iterator[None]:
        self.number += 1
        started = time.monotonic()
        self._write(f"[{self.number}/{self.total}] {english} · {chinese} … ")
        self.open_line = True
        try:
            yield
        except BaseException:
            self._close("✗")
            raise
        self._close(f"{time.monotonic() - started:.1f} s")

    def note(self, english: str, chinese: str) -> None:
        """A line inside the running step: what takes so long, or what is being installed."""
        if self.open_line:
            self._write("\n")
            self.open_line = False
        self._write(f"      {english} · {chinese}\n")

    def _close(self, text: str) -> None:
        self._write(f"{text}\n" if self.open_line else f"      {text}\n")
        self.open_line = False

    def _write(self, text: str) -> None:
        write(text, self.stream)
