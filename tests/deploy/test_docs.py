"""What the documents name exists: tests, files, headings."""

import pathlib
import re

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCUMENTS = ("approval-for-your-model.md", "architecture.md", "deployment.md", "guarantees.md")


def defined_tests():
    """Names of all tests, of the files they are in, and of the addons that only they use."""
    files = [*ROOT.glob("tests/**/*.py"), *ROOT.glob("addons/**/tests/**/*.py")]
    names = {file.name for file in files}
    names |= {folder.name for folder in ROOT.glob("tests/addons/*")}
    for file in files:
        names.update(re.findall(r"def (test_\w+)", file.read_text()))
    return names


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_test_that_is_named_is_there(document):
    text = (ROOT / "docs" / document).read_text()
    prose = re.sub(r"```.*?```|\]\([^)]*\)", "", text, flags=re.DOTALL)
    named = set(re.findall(r"\btest_[a-z0-9_]+(?:\.py)?", prose))
    assert named - defined_tests() == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document):
    path = ROOT / "docs" / document
    text = path.read_text()
    headings = {
        "#" + re.sub(r"[^\w\- ]", "", line.lower()).strip().replace(" ", "-")
        for line in re.findall(r"^#+ (.+)$", text, re.M)
    }
    for link in re.findall(r"\]\(([^)]+)\)", text):
        if link.startswith("#"):
            assert link in headings
        elif "://" not in link:
            assert (path.parent / link).exists(), link
