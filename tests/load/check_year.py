"""Play made-up years at every hour and hold them against the oracle; takes about 20 minutes each.

    python tests/load/check_year.py [seed …]

The same test runs in ``./dev test`` with one seed, at the hours in which something can change.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def main(seeds):
    for seed in seeds:
        sys.stdout.write(f"Year of seed {seed}, every hour\n")
        subprocess.run(
            [ROOT / "dev", "test", "addons/zhaoshang_office", "-k", "TestYear"],
            env={**os.environ, "ZHAOSHANG_YEAR_SEED": seed, "ZHAOSHANG_YEAR_HOURS": "all"},
            check=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:] or ["2026"])
