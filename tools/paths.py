"""Where things are: the checkout, and the state folder outside it that is reused."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import pathlib
from collections.abc import Iterator

from .console import Problem

CHECKOUT = pathlib.Path(__file__).resolve().parents[1]
ADDONS = CHECKOUT / "addons"
TEST_ADDONS = CHECKOUT / "tests" / "addons"
BENCH_ADDONS = CHECKOUT / "tests" / "bench" / "addons"
REQUIREMENTS = CHECKOUT / "tools" / "requirements"

# what a checkout writes into a shared state folder carries this mark
CHECKOUT_MARK = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:8]


def is_root() -> bool:
    return os.geteuid() == 0


def _default_state() -> pathlib.Path:
    if os.environ.get("ZS_STATE"):
        return pathlib.Path(os.environ["ZS_STATE"]).expanduser().absolute()
    if is_root():  # /root is closed to the system user that PostgreSQL runs as
        return pathlib.Path("/var/lib/zhaoshang")
    home = os.environ.get("XDG_STATE_HOME") or "~/.local/state"
    return pathlib.Path(home).expanduser().absolute() / "zhaoshang"


STATE = _default_state()
DATA = STATE / "data"  # Odoo's data_dir, with the filestores
LOGS = STATE / "log"
RESULTS = STATE / f"results-{CHECKOUT_MARK}.json"
SCREENSHOTS = STATE / f"screenshots-{CHECKOUT_MARK}"


def make_state() -> None:
    """Create the state folder, open enough for the system user that PostgreSQL runs as."""
    try:
        for folder in (STATE, DATA, LOGS):
            folder.mkdir(parents=True, exist_ok=True)
        if is_root():
            STATE.chmod(STATE.stat().st_mode | 0o011)
    except OSError as error:
        raise Problem(
            f"The state folder {STATE} cannot be written ({error.strerror}): "
            "set ZS_STATE to a folder of yours.",
            f"无法写入状态目录 {STATE}（{error.strerror}）：请用 ZS_STATE 指定一个可写目录。",
        ) from error


@contextlib.contextmanager
def locked(name: str, *, busy: Problem | None = None) -> Iterator[None]:
    """Hold the lock ``name`` of the state folder; where it is held, wait or raise ``busy``."""
    with locked_file(STATE / f"{name}.lock", busy):
        yield


@contextlib.contextmanager
def locked_file(file: pathlib.Path, busy: Problem | None) -> Iterator[None]:
    """Hold the lock of one file."""
    with file.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (fcntl.LOCK_NB if busy else 0))
        except BlockingIOError:
            raise busy from None
        yield
