"""The words and the attached files of a PDF; also a program of its own.

A PDF can be made to take all memory or all time of who reads it. So the server runs this file
apart, within limits (``models/invoice/apart.py``): a PDF on its input, JSON on its output. It
imports nothing of ours, for that reason.
"""

from __future__ import annotations

import base64
import io
import itertools
import json
import logging
import sys
from contextlib import suppress

try:
    import pypdf
except ImportError:  # Debian's Odoo brings the older name
    import PyPDF2 as pypdf  # noqa: N813

MOST_PAGES = 3  # an invoice has one
MOST_FILES = 5
BIGGEST_FILE = 5 * 1024 * 1024
MOST_MEMORY = 512 * 1024 * 1024
MOST_SECONDS = 8


def contents(content: bytes) -> dict:
    """Return ``{"text": str, "files": [bytes, …]}``, or ``{"reason": str}`` where it has none.

    Never raises: whatever a broken PDF makes its reader raise means that it is broken.
    """
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"reason": "locked"}
        pages = list(itertools.islice(reader.pages, MOST_PAGES))
    except Exception:
        return {"reason": "broken"}
    found = {"text": "", "files": []}
    # it is shown, but a font or an attached file of it cannot be read: the other still can
    with suppress(Exception):
        found["files"] = list(_files(reader))
    with suppress(Exception):
        found["text"] = "\n".join(page.extract_text() for page in pages)
    return found


def _files(reader):
    """The XML files attached to it."""
    attached = getattr(reader, "attachments", {})
    for name in itertools.islice(attached, MOST_FILES):
        for content in attached[name][:1]:
            if name.lower().endswith(".xml") and len(content) <= BIGGEST_FILE:
                yield content


def main():
    import resource  # here, since only the server needs it  # noqa: PLC0415

    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    logging.disable(logging.CRITICAL)
    found = contents(sys.stdin.buffer.read())
    found["files"] = [base64.b64encode(file).decode() for file in found.get("files", ())]
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
