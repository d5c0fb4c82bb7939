"""Run other programs: output into a log, its end shown on failure, nothing left behind."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pathlib
import signal
import subprocess
from collections.abc import Mapping, Sequence

from .console import Problem
from .paths import LOGS

PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """In a new child on Linux: be told to stop when ./dev disappears, even by kill -9."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def merged(env: Mapping[str, str] | None) -> dict[str, str]:
    """The environment of this process with ``env`` over it."""
    return {**os.environ, **(env or {})}


def run(command: Sequence, **options) -> subprocess.CompletedProcess:
    """``subprocess.run`` with text output captured, no stdin, and no exception on failure."""
    options = {"stdin": subprocess.DEVNULL, "text": True, "capture_output": True} | options
    return subprocess.run([str(part) for part in command], check=False, **options)


def logged(
    name: str,
    command: Sequence,
    *,
    problem: Problem,
    env: Mapping[str, str] | None = None,
    stdin: str | None = None,
    cwd: pathlib.Path | str | None = None,
) -> str:
    """Run ``command`` with its output in ``log/<name>.log``; on failure raise ``problem``.

    :param stdin: text given to the program; nothing by default
    :return: the output
    """
    log = LOGS / f"{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=merged(env),
            cwd=cwd,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
        try:
            process.communicate(stdin.encode() if stdin else None)
        except BaseException:
            stop(process)
            raise
    text = log.read_text(errors="replace")
    if process.returncode:
        problem.detail = "\n".join(text.splitlines()[-25:]) + f"\n({log})"
        raise problem
    return text


def stop(process: subprocess.Popen, *, first: int = signal.SIGINT, patience: float = 10) -> None:
    """End a program and all it started: ask first, then insist."""
    for sign, seconds in ((first, patience), (signal.SIGTERM, 3), (signal.SIGKILL, 5)):
        if process.poll() is not None:
            return
        try:
            os.killpg(process.pid, sign)
        except ProcessLookupError:
            process.send_signal(sign)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue


def stop_child(process: subprocess.Popen) -> None:
    """End a child that shares our terminal."""
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
