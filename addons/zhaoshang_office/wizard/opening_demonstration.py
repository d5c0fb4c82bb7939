import base64
from datetime import timedelta

from odoo import api, models

from ..rules import opening
from ..rules.days import month_span
from . import spreadsheet

# what the county kept on paper: officer, days of rotation leave, without leave
SIGNED = (("洪刺桐", 7, 0), ("蓝泉生", 7, 5))
WRONG = "月末一天已返驻地，原统计误计为轮休。"
RESULT = ("杭州", "柳拜山", "接待客商来县考察")
NO_RESULT = ("上海", "闻汇报", "到任以来尚无实绩")


class OpeningImport(models.TransientModel):
    _inherit = "zhaoshang.opening.import"

    @api.model
    def _load_demonstration(self):
        """The last month before the first day, closed on paper, and a last result (R101, R139)."""
        importer = self.env.ref("zhaoshang_office.user_zuzhibu")
        county = self.env.ref("base.main_company")
        start = self.env.ref("zhaoshang_office.bureau_quanzhou").compliance_start
        rows = self._demonstration_rows(start)
        imports = self.with_user(importer).with_company(county).with_context(lang="zh_CN")
        imports._demonstrate_sheet(rows, "启用前情况.xlsx")
        imports._demonstrate_sheet([rows[0], self._corrected(rows)], "更正.xlsx")

    def _demonstrate_sheet(self, rows, name):
        sheet = base64.b64encode(spreadsheet.write_rows(rows, {}, "", 0))
        wizard = self.create({"file": sheet, "file_name": name})
        wizard.action_import()
        if wizard.state != "done":
            raise ValueError(wizard.problem or wizard.line_ids.mapped("message"))

    @api.model
    def _corrected(self, rows):
        """The first month once more, with a day of leave less, as a later document says."""
        month = dict(zip(opening.HEADINGS, rows[1], strict=True))
        month |= {"kind": opening.CORRECTION_NAME, "note": WRONG, "leave": month["leave"] - 1}
        month |= {"at_post": month["at_post"] + 1, "number": month["number"].replace("号", "-1号")}
        return list(month.values())

    @api.model
    def _demonstration_rows(self, start):
        days = month_span(start - timedelta(days=1)).days
        month = days[0]
        document = f"松驻招〔{month.year}〕{month.month}号"
        result = str(start - timedelta(days=40))
        rows = [
            {"kind": "月出勤", "bureau": "泉州", "name": name, "day": f"{month:%Y-%m}",
             "number": document, "at_post": len(days) - leave - absent, "leave": leave,
             "absent": absent}
            for name, leave, absent in SIGNED
        ]  # fmt: skip
        bureau, name, note = RESULT
        rows.append(
            {"kind": "最近实绩", "bureau": bureau, "name": name, "day": result, "note": note}
        )
        bureau, name, note = NO_RESULT
        rows.append({"kind": "最近实绩", "bureau": bureau, "name": name, "day": "无", "note": note})
        heads = {name: opening.COLUMNS.title(name) for name in opening.HEADINGS}
        return [list(heads.values()), *([row.get(name) for name in heads] for row in rows)]
