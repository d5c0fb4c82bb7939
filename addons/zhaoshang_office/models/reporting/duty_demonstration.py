from datetime import timedelta

from odoo import api, models

from ...rules.duty import moment
from ..clock import county_now
from .duty_lay_out import naive

TEXTS = (
    "上周拜访企业2家，客商有来县考察意向；本周继续跟进。",
    "上周参加行业协会座谈1次，收集招商线索3条；本周拜访上市公司1家。",
    "在谈项目进展正常，本周陪同客商看厂房；无其他情况。",
)
# bureau, number of the week counted backwards -> hour of the call, None for no call at all
HOURS = {("ningbo", 2): 20.25, ("wuxi", 1): None}
SILENT = {
    ("shenzhen", 3): ("deputy2.shenzhen",),
    ("shenzhen", 1): ("deputy2.shenzhen",),
    ("wuxi", 2): ("deputy1.wuxi",),
}
OTHER_PHONE = {("shanghai", 1): "固定电话线路检修，用值班手机汇报。"}
ANSWERS = (
    (
        "deputy1.wuxi",
        "当天上午陪客商在工厂，手机无信号，下午已向办公室说明。",
        "action_drop",
        "经核实情况属实，说明予以采纳。",
    ),
    ("deputy2.shenzhen", "忘记汇报，今后改正。", "action_confirm", "本人承认未汇报。"),
    ("head.wuxi", "办公室电话线路检修，附电信局通知。", None, None),
)


class Duty(models.Model):
    _inherit = "zhaoshang.duty"

    @api.model
    def _load_demonstration(self):
        """Register the calls of the last weeks as 管理办公室, check, and answer what was raised."""
        self = self.with_context(lang="zh_CN")  # reasons are kept as written
        office = self.env.ref("zhaoshang_office.user_bangongshi")
        county = self.env.ref("base.main_company")
        self.sudo()._check_bureaus(self.sudo()._watched(county))
        duties = self.sudo().search([("company_id", "=", county.id), ("kind", "=", "monday_call")])
        days = sorted(set(duties.mapped("due_on")), reverse=True)
        for (bureau, due_on), owed in duties.grouped(lambda d: (d.bureau_id, d.due_on)).items():
            owed._demonstrate_call(office, bureau, due_on, days.index(due_on))
        self.with_user(office).with_company(county).action_check_now()
        self._demonstrate_answers(office)

    def _demonstrate_call(self, office, bureau, due_on, week):
        """Register the call of one bureau in one week; of today only that of 杭州."""
        reported_at = moment(due_on, HOURS.get((bureau.code, week), 9) or 0)
        now = county_now(self.env)
        if reported_at + timedelta(minutes=25) > now or (
            reported_at.date() == now.date() and bureau.code != "hangzhou"
        ):
            return
        silent = SILENT.get((bureau.code, week), ())
        speakers = self.filtered(
            lambda duty: duty.state != "excused" and duty.user_id.login not in silent
        )
        remark = OTHER_PHONE.get((bureau.code, week))
        if HOURS.get((bureau.code, week), 9) and speakers:
            self.env["zhaoshang.report"].with_user(office).create(
                {
                    "bureau_id": bureau.id,
                    "reported_at": naive(reported_at + timedelta(minutes=bureau.id % 25)),
                    "speaker_ids": speakers.appointment_id.ids,
                    "content": TEXTS[(bureau.id + week) % len(TEXTS)],
                    **({"calling_number": "000-0000-0009", "remark": remark} if remark else {}),
                }
            )

    def _demonstrate_answers(self, office):
        """Let some people answer and the office decide; the rest waits."""
        for login, answer, decision, comment in ANSWERS:
            finding = self.env["zhaoshang.finding"].search(
                [("user_id.login", "=", login), ("state", "=", "suspected")],
                order="occurred_on",
                limit=1,
            )
            if finding:
                finding.with_user(finding.user_id).action_answer(answer)
            if finding and decision:
                getattr(finding.with_user(office), decision)(comment)
