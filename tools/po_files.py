"""Templates and Chinese translations on disk: compared with fresh exports, merged, complete.

Runs inside a virtual environment that has polib: ``python -m tools.po_files --help``.
"""

from __future__ import annotations

import argparse
import pathlib
import re
import sys
from collections.abc import Iterable

import polib

from . import addons
from .paths import ADDONS, CHECKOUT

CHINESE = re.compile("[\u3400-\u9fff]")
HEADER = {
    "Project-Id-Version": "Odoo Server 19.0",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
# where stock fields come from, whose Chinese Odoo already has
STOCK_ADDONS = ("base", "mail", "web", "portal", "rating", "hr", "account", "analytic", "calendar")


def template_file(name: str) -> pathlib.Path:
    return ADDONS / name / "i18n" / f"{name}.pot"


def chinese_file(name: str) -> pathlib.Path:
    return ADDONS / name / "i18n" / "zh_CN.po"


def load(file: pathlib.Path) -> polib.POFile:
    return polib.pofile(str(file), wrapwidth=78) if file.exists() else polib.POFile(wrapwidth=78)


def fresh_template(file: pathlib.Path) -> polib.POFile:
    """An export without what is no source text: the county's own data is written in Chinese."""
    exported, template = load(file), polib.POFile(wrapwidth=78)
    template.metadata = dict(HEADER)
    template.extend(entry for entry in exported if not CHINESE.search(entry.msgid))
    return template


def same(ours: Iterable[polib.POEntry], fresh: Iterable[polib.POEntry]) -> set[str]:
    """The texts in which two files differ, or which stand at other places."""

    def places(entries):
        return {(entry.msgid, frozenset(entry.occurrences)) for entry in entries}

    living = [entry for entry in ours if not entry.obsolete]
    return {text for text, _places in places(living) ^ places(fresh)}


def without_chinese(po: polib.POFile) -> list[str]:
    return [
        entry.msgid
        for entry in po
        if not entry.obsolete and (not entry.msgstr or "fuzzy" in entry.flags)
    ]


def findings(name: str, fresh: polib.POFile | None = None) -> list[str]:
    """What is wrong with an addon's translations; compared with a fresh template if given."""
    found = []
    for file in (template_file(name), chinese_file(name)):
        shown = file.relative_to(CHECKOUT)
        if not file.exists():
            if fresh is None or len(fresh):
                found.append(f"{shown}: missing, ./dev i18n writes it")
        elif fresh is not None:
            found += [f"{shown}: out of date: {text!r}" for text in sorted(same(load(file), fresh))]
    po = load(chinese_file(name))
    shown = chinese_file(name).relative_to(CHECKOUT)
    return found + [f"{shown}: no Chinese: {text!r}" for text in without_chinese(po)]


def merge(name: str, fresh: polib.POFile, stock: StockTranslations) -> None:
    """Write the template, and the Chinese file with the translations that are known."""
    known = {entry.msgid: entry for entry in load(chinese_file(name)) if entry.msgstr}
    chinese = polib.POFile(wrapwidth=78)
    chinese.metadata = {**HEADER, "Language": "zh_CN"}
    for entry in fresh:
        before = known.get(entry.msgid)
        chinese.append(
            polib.POEntry(
                msgid=entry.msgid,
                msgstr=before.msgstr if before else stock.find(entry),
                occurrences=entry.occurrences,
                comment=entry.comment,
                tcomment=before.tcomment if before else "",
                flags=before.flags if before else [],
            )
        )
    chinese_file(name).parent.mkdir(exist_ok=True)
    fresh.save(str(template_file(name)))
    chinese.save(str(chinese_file(name)))


class StockTranslations:
    """Odoo's own Chinese for fields that our models inherit, e.g. from the chatter."""

    def __init__(self, odoo: pathlib.Path | None):
        self.odoo = odoo
        self.known: dict[tuple[str, str], str] | None = None

    def find(self, entry: polib.POEntry) -> str:
        keys = list(_field_keys(entry))
        if not keys or self.odoo is None:
            return ""
        if self.known is None:
            self.known = self._read()
        return next((self.known[key] for key in keys if key in self.known), "")

    def _read(self) -> dict[tuple[str, str], str]:
        known = {}
        for name in STOCK_ADDONS:
            for folder in (self.odoo / "odoo" / "addons", self.odoo / "addons"):
                for entry in load(folder / name / "i18n" / "zh_CN.po"):
                    if entry.msgstr and not entry.obsolete:
                        known |= dict.fromkeys(_field_keys(entry), entry.msgstr)
        return known


def _field_keys(entry: polib.POEntry) -> Iterable[tuple[str, str]]:
    """(text, name of the field) of every field that bears the text as its label or help."""
    for place, _line in entry.occurrences:
        match = re.match(r"model:ir\.model\.fields,\w+:\w+\.field_.*__(\w+)$", place)
        if match:
            yield entry.msgid, match.group(1)


def main() -> int:
    parser = argparse.ArgumentParser(prog="tools.po_files")
    parser.add_argument("--pots", type=pathlib.Path, help="folder with fresh exports")
    parser.add_argument("--odoo", type=pathlib.Path, help="Odoo's tree, for its own Chinese")
    parser.add_argument("--check", action="store_true", help="write nothing")
    options = parser.parse_args()
    stock = StockTranslations(options.odoo)
    found = []
    for name in addons.present():
        fresh = None
        if options.pots and (options.pots / f"{name}.pot").exists():
            fresh = fresh_template(options.pots / f"{name}.pot")
            if not options.check and len(fresh):
                merge(name, fresh, stock)
        found += findings(name, fresh)
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
