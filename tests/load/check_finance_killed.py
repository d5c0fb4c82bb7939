"""Kill the server at 30 random moments of a batch of payments, and of a batch of claims.

    python tests/load/check_finance_killed.py [kills]

The same test runs in ``./dev test`` with one kill each, at a chosen moment.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def main(kills):
    subprocess.run(
        [ROOT / "dev", "test", "tests/rpc/test_finance_killed.py"],
        env={**os.environ, "ZS_KILLS": kills},
        check=True,
    )


if __name__ == "__main__":
    main(*sys.argv[1:] or ["30"])
