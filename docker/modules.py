"""What the image installs, from the one list that ./dev uses too.

``dependencies`` are Odoo's own modules, ``ours`` our addons, ``fingerprints`` our addons with a
digest of their files: one a line.
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from tools import addons  # noqa: E402


def lines(what):
    if what == "dependencies":
        return addons.dependencies()
    if what == "ours":
        return addons.present()
    return [f"{name} {value}" for name, value in addons.fingerprints(addons.present()).items()]


sys.stdout.writelines(f"{line}\n" for line in lines(sys.argv[1]))
