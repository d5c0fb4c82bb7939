import base64
from datetime import timedelta

from odoo import api, models

from ...rules import grounds
from ..clock import county_today

RECEIPT = base64.b64encode("%PDF-1.4\n% 演示用送达回证\n%%EOF\n".encode())
RECEIPT_PAPER = "zhaoshang_office.action_report_sanction_receipt"
BOOK = "电话记录簿当日无本人汇报记录。"
NATURE = "违反第八条“每周一以固定电话向驻外招商管理办公室汇报”的规定，经本人说明和核实，情况属实。"
REFUSAL = "当日确因参加县里调度会，情节轻微，不宜通报，请办公室予以提醒。"
GIVEN_UP = "经与电信公司核对，当日线路检修属实，不再提出问责。"
FOUND = "组织部档案内找到当日书面请假条，已由领导批准，原认定与事实不符。"
WISH = "引以为戒，今后按时以固定电话汇报；特殊情况事先说明。"
TALK = ("组织部 仲选才", "指出问题，本人表示接受，保证今后按时汇报。")
BOTH, ONE_BY_ONE = ("zuzhibu", "zhaoshangju"), ("zhaoshangju", "zuzhibu")
# officer, weeks ago of the missed call, what he answers, then what became of it
STORY = (
    ("deputy2.shenzhen", 24, "当天下乡看厂房，忘记汇报。", "served", BOTH),
    ("deputy2.shenzhen", 16, "值班手机欠费停机。", "served", ONE_BY_ONE),
    ("deputy2.shenzhen", 9, "记错日期。", "case", ()),
    ("deputy1.ningbo", 8, "办公室搬迁，电话未通，曾发短信说明。", "granted", BOTH),
    ("deputy1.shenzhen", 7, "参加展会，错过时间。", "decided", BOTH),
    ("deputy2.ningbo", 5, "陪客商外出，未及时汇报。", "review", BOTH),
    ("deputy1.quanzhou", 6, "乘机途中，落地后已补报。", "running", ("zuzhibu",)),
    ("deputy2.wuxi", 6, "忘记汇报。", "draft", ()),
    ("head.shenzhen", 11, "在县里开项目调度会，会前已向办公室口头说明。", "refused", BOTH),
    ("deputy2.shanghai", 10, "固定电话当日停机检修。", "dropped", ()),
    ("head.quanzhou", 13, "当天因病就医，已向组织部书面请假。", "taken_back", BOTH),
)  # fmt: skip
ENDED = "ended.shanghai"
CASE = "deputy1.shanghai"
CASE_NATURE = "属第十一条“当月在驻地开展招商工作低于15天”的情形，经督查和本人说明核实。"
CASE_WISH = "在决定生效前做好项目和客商资料的移交。"
CASE_STATEMENT = "家中老人住院，未及时办理请假手续，愿意承担责任；请组织考虑实际困难。"
CASE_OPINION = "事实清楚，已听取本人陈述，同意提请分管领导审定。"


class Sanction(models.Model):
    _inherit = "zhaoshang.sanction"

    @api.model
    def _load_demonstration(self):
        """Sanctions in every state, made by those who make them; only their days lie back."""
        self = self.with_context(lang="zh_CN")  # texts are kept as written
        users = {user.login: user for user in self.env["res.users"].search([])}
        for login, weeks, answer, what, signers in STORY:
            finding = self._demonstrate_act(users, login, weeks, answer)
            office = finding.with_user(users["bangongshi"])
            draft = self.browse(office.action_draft_sanction()["res_id"])
            draft = draft.with_user(users["bangongshi"])
            draft._demonstrate_words(finding.occurred_on)
            if what == "case":
                draft.action_ask_statement()
            elif what == "dropped":
                draft.action_drop(GIVEN_UP)
            elif what != "draft":
                draft._demonstrate_decision(users, signers, weeks, what)
            if what in ("served", "granted", "review", "taken_back"):
                recent = what in ("granted", "review")
                draft._demonstrate_service(users, weeks, recent)
            if what == "taken_back":
                office.action_take_back(FOUND, "leave", RECEIPT, "请假条.pdf")
            if what in ("granted", "review"):
                draft._demonstrate_review(users, what)
        self._demonstrate_dismissal(users)
        self.sudo()._look_for_grounds(self.env.ref("base.main_company"))
        self._demonstrate_case(users)

    def _demonstrate_words(self, day):
        """As drafted on that day: what happened later is told by later ones."""
        known = self.finding_ids.filtered(lambda finding: finding.occurred_on <= day)
        self.write({"facts": self._facts_of(known), "analysis": NATURE, "admonition": WISH})

    def _demonstrate_act(self, users, login, weeks, answer):
        """A call that was missed before the system watched; from the book on paper."""
        today = county_today(self.env)
        monday = today - timedelta(today.weekday(), weeks=weeks)
        calendar = self.env["zhaoshang.workday"]._calendar(monday, today)
        day = calendar.on_or_after(monday)
        post = self.env["zhaoshang.appointment"]._current(users[login]).sudo()
        rule_set = self.env["zhaoshang.rule.set"].sudo()._at(day, post.company_id)
        finding = (
            self.env["zhaoshang.finding"]
            .sudo()
            ._raise(
                {
                    "kind": "monday_call",
                    "state": "suspected",
                    "appointment_id": post.id,
                    "user_id": post.user_id.id,
                    "bureau_id": post.bureau_id.id,
                    "company_id": post.company_id.id,
                    "occurred_on": day,
                    "facts": BOOK,
                    "reported_by_id": users["bangongshi"].id,
                    "raised_on": day + timedelta(1),
                    "answer_until": calendar.add_working(day, rule_set.answer_days),
                    "rule_set_id": rule_set.id,
                }
            )
        )
        finding.with_user(users[login]).action_answer(answer)
        finding.with_user(users["bangongshi"]).action_confirm("经核对记录，情况属实。")
        return finding

    def _demonstrate_signature(self, user, decision="approve", comment="同意。"):
        task = self.env["zhaoshang.approval.task"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("user_id", "=", user.id),
                ("state", "=", "open"),
            ]
        )
        task.with_user(user).action_decide(decision, comment=comment)

    def _demonstrate_decision(self, users, signers, weeks, what):
        self.action_zs_submit()
        if what == "refused":
            self._demonstrate_signature(users[signers[0]], "reject", REFUSAL)
        else:
            for login in signers:
                self._demonstrate_signature(users[login])
        if self.sudo().state == "decided":
            decided = county_today(self.env) - timedelta(days=2, weeks=max(weeks - 2, 0))
            self.sudo()._govern({"decided_on": decided})
            self.env["zhaoshang.document.number"]._of(self)._set({"issued_on": decided})

    def _demonstrate_service(self, users, weeks, recent):
        """Served the day after; lately where a review is to be asked for still in time."""
        today = county_today(self.env)
        served = today - timedelta(1) if recent else self.sudo().decided_on + timedelta(1)
        post = self.sudo().appointment_id.name
        talk = (served, *TALK) if self.sudo().kind == "warning" else None
        server = self.with_user(users["zuzhibu"])
        receipt = server._demonstrate_receipt()
        server.action_serve(served, "handed", receipt, f"送达回证-{post}.pdf", talk=talk)
        # what was done after that day is no part of it: only the days of this story lie back
        later = self.sudo().finding_ids.filtered(lambda finding: finding.occurred_on > served)
        later.write({"sanction_id": False})

    def _demonstrate_receipt(self):
        """The slip as it is printed to be signed, which stands for its scan."""
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        pdf, _kind = report._render_qweb_pdf(RECEIPT_PAPER, self.ids)
        return base64.b64encode(pdf)

    def _demonstrate_review(self, users, what):
        person = self.sudo().user_id
        self.with_user(person).action_ask_review(
            "当日已用短信向值班人员说明，附手机截图，请予复核。"
        )
        if what == "granted":
            self.sudo().review_ids.with_user(users["zuzhibu2"]).action_grant(
                "经复核，值班手机确有说明短信，应予采纳，撤销通报批评。"
            )

    def _demonstrate_case(self, users):
        """Too few days at post: verified, heard, agreed to; it waits for 分管领导 (R097, R103)."""
        case = self.sudo().search(
            [
                ("user_id", "=", users[CASE].id),
                ("ground", "=", grounds.LOW_PRESENCE),
                ("state", "=", "draft"),
            ],
            limit=1,
        )
        if not case:
            return
        today = county_today(self.env)
        colleagues = case.bureau_id.appointment_ids._active_at(today) - case.appointment_id
        case = case.with_user(users["zuzhibu2"])
        case.write(
            {
                "analysis": CASE_NATURE,
                "admonition": CASE_WISH,
                "effective_on": today + timedelta(30),
                "successor_id": colleagues.filtered(lambda post: post.role == "head").id,
            }
        )
        case.action_ask_statement()
        case.with_user(users[CASE]).action_state(CASE_STATEMENT)
        case.action_zs_submit()
        for login in BOTH:
            case._demonstrate_signature(users[login], comment=CASE_OPINION)

    def _demonstrate_dismissal(self, users):
        """One that was decided on paper before the system, as an opening brings it."""
        post = self.env["zhaoshang.appointment"].sudo().search(
            [("user_id", "=", users[ENDED].id)], order="date_from desc", limit=1
        )  # fmt: skip
        if not post:
            return
        end = post.date_to
        month = end.replace(day=1) - timedelta(1)
        case = self.sudo()._open(
            {
                "appointment_id": post.id,
                "kind": "dismissal",
                "ground": grounds.LOW_PRESENCE,
                "ground_key": f"{month:%Y-%m}",
                "evidence_text": f"{month:%Y-%m} 在驻地 11 天，低于 15 天（第十一条）。",
                "facts": f"{month:%Y-%m} 当月在驻地开展招商工作 11 天，低于 15 天。",
                "analysis": "属第十一条“当月在驻地开展招商工作低于15天”的情形，经查实。",
                "effective_on": end + timedelta(1),
            }
        )
        case._govern(
            {
                "state": "served",
                "statement": "因家庭原因长期未返驻地，服从组织决定。",
                "statement_on": end - timedelta(7),
                "statement_asked_on": end - timedelta(9),
                "statement_until": end - timedelta(5),
                "drafted_by_id": users["zuzhibu"].id,
                "decided_on": end - timedelta(2),
                "served_on": end,
                "served_way": "handed",
                "served_by_id": users["zuzhibu"].id,
                "receipt": RECEIPT,
                "receipt_name": "送达回证.pdf",
                "review_until": case._review_day(end),
                "carried_out_on": end + timedelta(1),
                "effects": f"自 {end + timedelta(1)} 起解聘生效，职责终止；清算事项见清单。",
            }
        )
        self._demonstrate_settlement(users, case, post)

    def _demonstrate_settlement(self, users, case, post):
        """Two points are settled, the money waits for finance."""
        slip = self.env["zhaoshang.handover"]
        lines = self.env["zhaoshang.settlement"].sudo()._open(case, post, slip).line_ids
        for kind, login in (("home_unit", "zuzhibu"), ("property", "bangongshi")):
            line = lines.filtered(lambda line, kind=kind: line.kind == kind)
            line.with_user(users[login]).action_settle()
