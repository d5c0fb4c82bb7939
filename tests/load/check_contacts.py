"""How long importing 5,000 contacts takes, and how much memory; nothing stays.

    ./dev shell -d zs_demo < tests/load/check_contacts.py

Makes an .xls of 5,000 people of 1,000 organisations, looks at it (dry run), imports it and imports
it again, as an officer. Everything happens in one transaction that is rolled back.
"""

import base64
import io
import resource
import sys
import time

import xlwt

MANY, EACH, SECONDS, MEGABYTES = 5_000, 5, 30.0, 500
HEADINGS = ["单位名称", "类别", "姓名", "职务", "联系电话", "微信号", "籍贯", "最近联系日期"]

env = globals()["env"]  # the shell's
user = env["res.users"].search([("login", "=", "deputy1.hangzhou")])
officer = env(user=user.id, su=False, context={"lang": "zh_CN"})
too_much = []


def sheet():
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("通信录")
    page.write_merge(0, 0, 0, len(HEADINGS) - 1, "驻外招商局拜访企业通信录")
    for place, heading in enumerate(HEADINGS):
        page.write(1, place, heading)
    for number in range(MANY):
        row = [f"负载{number // EACH}号演示有限公司", "上市公司", f"镕喆{number}", "总经理",
               f"000-{number:08}", f"wx{number}", "宿松", "2026.1.15"]  # fmt: skip
        for place, value in enumerate(row):
            page.write(2 + number, place, value)
    out = io.BytesIO()
    book.save(out)
    return base64.b64encode(out.getvalue())


def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(what, command, budget=SECONDS):
    wizard = officer["zhaoshang.contact.import"].create({"file": content, "file_name": "a.xls"})
    before, began = env.cr.sql_log_count, time.perf_counter()
    getattr(wizard, command)()
    env.flush_all()
    spent, queries = time.perf_counter() - began, env.cr.sql_log_count - before
    sys.stdout.write(
        f"{what}: {spent:.1f} s, {queries} statements, {memory():.0f} MiB at most; "
        f"{wizard.summary} {wizard.problem or ''}\n"
    )
    if spent > budget or memory() > MEGABYTES:
        too_much.append(what)
    return wizard


content = sheet()
sys.stdout.write(f"before: {memory():.0f} MiB\n")
measure("dry run", "action_check")
assert measure("import", "action_import").new_count == MANY
assert measure("the same again", "action_import").unchanged_count == MANY
env.cr.rollback()
if too_much:
    sys.exit(f"over {SECONDS:.0f} s or {MEGABYTES} MiB: {', '.join(too_much)}")
