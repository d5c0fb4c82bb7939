"""Read invoices; a PDF in a process of its own, within limits of memory and time."""

import base64
import json
import subprocess
import sys
from hashlib import sha256

from odoo.tools.lru import LRU

from ...rules.invoice import pdf
from ...rules.invoice.figures import BROKEN, BUSY, Unreadable
from ...rules.invoice.read import read

#: by the clock of the wall; of the processor's time it may take much less: it is not the file that
#: takes so long, but a server with too much to do
MOST_SECONDS = 40
#: what each of the last files said, since a form, a command and a record ask one after another
_known = LRU(256)


def read_invoice(content: bytes):
    """Return the ``Invoice`` of a file, or the ``Unreadable`` that says why there is none."""
    digest = sha256(content).digest()
    if digest not in _known:
        try:
            _known[digest] = read(content, _read_pdf)
        except Unreadable as refused:
            if refused.reason == BUSY:
                return refused.with_traceback(None)
            _known[digest] = refused.with_traceback(None)
    return _known[digest]


def _read_pdf(content):
    try:
        done = subprocess.run(
            [sys.executable, pdf.__file__],
            input=content,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=True,
        )
        found = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, OSError):
        return {"reason": BUSY}
    except (subprocess.SubprocessError, ValueError):
        return {"reason": BROKEN}
    return found | {"files": [base64.b64decode(file) for file in found["files"]]}
