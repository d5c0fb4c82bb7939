"""Each model that keeps something has its rows in the tests over HTTP: who reads it, who forges it.

A dialogue is only its maker's, which one test says for all of them (``test_rights``).
"""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODEL = re.compile(r"^class \w+\(models\.Model\):\n(?:(?!^class ).*\n)*?    _name = \"(.+)\"", re.M)
# model -> why no row of its own; master data of the county that everybody reads and an office keeps
WITHOUT = {
    "zhaoshang.funding": "finance: test_finance_doors goes through its entries",
    "zhaoshang.handover.line": "read with its slip",
    "zhaoshang.host.unit": "master data",
    "zhaoshang.organisation.category": "master data",
    "zhaoshang.policy": "master data",
    "zhaoshang.target.person": "read with its target",
    "zhaoshang.workday": "master data",
}


def kept_models():
    sources = (path.read_text() for path in sorted(ROOT.glob("addons/zhaoshang_*/models/**/*.py")))
    return {name for source in sources for name in MODEL.findall(source)}


def test_each_model_has_its_rows_in_the_matrices():
    """R012, R137, R138: a model that nobody has tried to read or to forge is told here."""
    tried = "".join(path.read_text() for path in ROOT.glob("tests/rpc/*.py"))
    kept = {name for name in kept_models() if name.startswith("zhaoshang.")}
    assert len(kept) > 90
    without = {name for name in kept if f'"{name}"' not in tried}
    assert not without - set(WITHOUT)
