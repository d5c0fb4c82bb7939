"""Run in Odoo's shell: one part of one side of a benchmark; its figures go into a file."""

import importlib
import json
import os
import pathlib

module, name = os.environ["ZS_BENCH_SIDE"].split(":")
side = getattr(importlib.import_module(module), name)
part = os.environ["ZS_BENCH_PART"]
if part == "prepare":
    side.prepare(env)
    env.cr.execute("ANALYZE")
    env.cr.commit()
else:
    measured = side(env)
    version = measured.about(env)
    env.cr.rollback()  # what is measured has cursors of its own
    answer = {"version": version, "figures": getattr(measured, part)()}
    pathlib.Path(os.environ["ZS_BENCH_FILE"]).write_text(json.dumps(answer))
