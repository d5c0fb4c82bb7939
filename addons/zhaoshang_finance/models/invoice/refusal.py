"""The words for why a file is not taken as an invoice; one place for each text."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

TEXTS = {
    "empty": _lt("The file is empty (R125)."),
    "big": _lt("The file has %(found)s MB; an invoice has %(most)s at most (R125)."),
    "unknown": _lt("This is no XML, OFD, PDF or picture of an invoice (R125)."),
    "broken": _lt("The file is damaged and cannot be opened (R125)."),
    "entities": _lt(
        "The file holds declarations that no invoice needs and that could harm (R125)."
    ),
    "deep": _lt("The file is nested deeper than %(most)s levels, as no invoice is (R125)."),
    "many": _lt("The file has more than %(most)s parts, as no invoice has (R125)."),
    "unpacked": _lt("Unpacked the file takes more than %(most)s MB, as no invoice does (R125)."),
    "ratio": _lt(
        "The file unpacks to %(found)s times its size; %(most)s times is the most (R125)."
    ),
    "locked": _lt("The file is locked with a password (R125)."),
    "path": _lt("The file would unpack to a place outside of it: %(name)s (R125)."),
    "no_invoice": _lt("There is no number of an invoice in this file (R125)."),
    "busy": _lt(
        "The server is busy and could not read this file in time; the file may be good (R125)."
    ),
    "several": _lt("The file holds %(found)s invoices; a line is one of them (R125)."),
}
WAY_OUT = _lt(
    "Download the invoice anew where it was issued, or add a line by hand: type its figures and "
    "attach its PDF or a photo."
)
LATER = _lt(
    "Add it again in a minute, or add a line by hand: type its figures and attach its PDF or a "
    "photo."
)
MEGABYTES = {"big", "unpacked"}


def refusal_text(env, reason, figures):
    """Return reason, figure and way out of a file that was refused."""
    if reason in MEGABYTES:
        figures = {name: f"{value / 1024**2:.1f}" for name, value in figures.items()}
    text = env._(TEXTS[reason])
    way_out = LATER if reason == "busy" else WAY_OUT
    return f"{text % figures} {env._(way_out)}"
