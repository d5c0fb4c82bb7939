"""Play random years of package funds: 20,000 against the law alone, ten through Odoo.

    python tests/load/check_finance_year.py [seed …]

The same tests run in ``./dev test`` with 60 years and one seed.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(path, **environ):
    command = [ROOT / "dev", "test", path]
    subprocess.run(command, env={**os.environ, **environ}, check=True)


def main(seeds):
    run("tests/rules/test_finance_years.py", ZS_YEARS="20000")
    for seed in seeds:
        sys.stdout.write(f"Year of seed {seed}\n")
        run("addons/zhaoshang_finance/tests/test_year.py", ZS_FINANCE_SEED=seed)


if __name__ == "__main__":
    main(sys.argv[1:] or [str(seed) for seed in range(10)])
