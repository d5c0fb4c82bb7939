"""Run in Odoo's shell: write the translation template of each addon into a folder."""

import os
import pathlib

from odoo.tools.translate import trans_export

folder = pathlib.Path(os.environ["ZS_POT_FOLDER"])
for name in os.environ["ZS_POT_ADDONS"].split(","):
    with (folder / f"{name}.pot").open("wb") as output:
        trans_export(None, [name], output, "po", env)
env.cr.rollback()
