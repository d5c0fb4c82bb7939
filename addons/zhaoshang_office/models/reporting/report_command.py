from datetime import UTC

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain

from ...rules import duty as rules
from ..clock import county_today
from ..leave.leave_access import SEE_ALL
from .report import OFFICE
from .report_written import CANCELLED, DRAFT, ON_PAPER, REVIEW, SENT, SPOKEN, WRITTEN

# what a correction takes over from the version before
TEXTS = (
    "content", "visit_text", "project_text", "next_step", "problem", "instructions", "leader_id",
    "channel",
)  # fmt: skip
# what stays with a written report once it has been begun
FIXED = frozenset({"kind", "bureau_id", "period_from", "reported_at"})
RECEIVED = frozenset({"reported_at"})


class Report(models.Model):
    """Who reads a written report, who writes it, and how it goes to the county (R015, R052)."""

    _inherit = "zhaoshang.report"

    can_edit = fields.Boolean(compute="_compute_commands")
    can_send = fields.Boolean(compute="_compute_commands")
    can_submit = fields.Boolean(compute="_compute_commands")
    can_withdraw = fields.Boolean(compute="_compute_commands")
    can_correct = fields.Boolean(compute="_compute_commands")
    notice = fields.Char(compute="_compute_commands")

    @api.depends("state", "kind", "bureau_id", "period_from", "correction_ids.state")
    @api.depends_context("uid", "lang")
    def _compute_commands(self):
        own = self._own_bureaus()
        today = county_today(self.env)
        now = fields.Datetime.now()
        office = self.env.user.has_group(OFFICE)
        for report in self:
            written = report.kind in WRITTEN
            mine = written and report.bureau_id in own
            open_ = report.state in (DRAFT, REVIEW)
            head = mine and report._is_deciding_head(today)
            due_on, limit = report._due() if written and report.period_from else (None, None)
            report.can_edit = not report.id or (
                report._may_edit(mine, head) and open_
                if written
                else office and report.state == SENT
            )
            report.can_send = mine and report.state == DRAFT and not head
            report.can_submit = open_ and (head or report._is_taking_in())
            report.can_correct = mine and report._is_last_version()
            report.can_withdraw = bool(
                head and report.state == SENT and limit and now <= _naive(limit.due_at)
            )
            report.notice = bool(due_on and open_) and self.env._(
                "Due on %(day)s by %(hour)s (clause 8).",
                day=due_on,
                hour=_clock(limit.due_at),
            )

    def _is_deciding_head(self, today):
        head = self.bureau_id.sudo()._deciding_head_at(today)
        return head.sudo().user_id == self.env.user

    def _is_last_version(self):
        """Whether it was submitted and no correction of it is there but given-up ones (R052)."""
        return self.state == SENT and all(
            version.state == CANCELLED for version in self.correction_ids
        )

    def _is_taking_in(self):
        """Whether the management office registers what came to it on paper (R052)."""
        return bool(self.taken_in) and self.env.user.has_group(OFFICE)

    def _may_edit(self, mine, head):
        """R015: a draft is the bureau's; what lies with the head is the head's."""
        return self._is_taking_in() or (mine and (self.state == DRAFT or head))

    @api.model
    def _domain_readable(self):
        """R012, R015, R041, R053: its bureau; once submitted, those it is addressed to.

        Before the head has forwarded a report the county does not see it. What may name an
        investor (R112) goes to neither 效能办 nor leaders of other bureaus.
        """
        user = self.env.user
        counties = Domain("company_id", "in", self.env.companies.ids)
        seen = Domain("bureau_id", "in", self._own_bureaus().ids)
        sent = Domain("state", "=", SENT)
        if any(user.has_group(group) for group in SEE_ALL):
            seen |= Domain("kind", "not in", WRITTEN)
        if user.has_group(OFFICE) or user.has_group("zhaoshang_office.group_bureau_authority"):
            seen |= sent
        if user.has_group(OFFICE):
            seen |= Domain("taken_in", "=", True)
        if user.has_group("zhaoshang_office.group_organisation_department"):
            seen |= sent & Domain("kind", "=", rules.MONTH_REPORT)
        if user.has_group("zhaoshang_office.group_leader"):
            linked = Domain("bureau_id.leader_ids", "in", user.ids)
            seen |= sent & Domain("kind", "=", rules.BIMONTH_REPORT) & linked
        return counties & seen

    def _prepare_create_values(self, vals_list):
        """What is written begins as a draft, whatever a client says (R015, R052)."""
        default = self.default_get(["kind"]).get("kind")
        return super()._prepare_create_values(
            [self._begun_as_draft(vals, vals.get("kind") or default) for vals in vals_list]
        )

    def _begun_as_draft(self, vals, kind):
        if kind not in WRITTEN:
            return vals | {"kind": kind}
        post = self.env["zhaoshang.appointment"]._current(self.env.user)
        if not self.env.su:
            self._check_writes_for(vals.get("bureau_id"), post)
        own = {
            "kind": kind,
            "state": vals.get("state", DRAFT) if self.env.su else DRAFT,
            "drafted_by_id": post.id,
            "taken_in": not post and self.env.user.has_group(OFFICE),
            "period_from": vals.get("period_from") or self._running_period(kind),
        }
        if own["taken_in"] and vals.get("channel", "system") == "system":
            own["channel"] = "fax"
        return vals | own

    def _check_writes_for(self, bureau, post):
        """R052: an officer writes for his own bureau, the office takes in for its county's."""
        bureau = self.env["zhaoshang.bureau"].sudo().browse(bureau or post.sudo().bureau_id.id)
        takes_in = not post and self.env.user.has_group(OFFICE)
        ours = bureau.exists().company_id in self.env.companies
        if not (bureau == post.sudo().bureau_id if post else takes_in and ours):
            raise AccessError(
                self.env._("Only the officers of the bureau write its reports (clause 8, R052).")
            )

    @api.model_create_multi
    def create(self, vals_list):
        reports = super().create(vals_list)
        for report in reports.filtered(lambda report: report.kind in WRITTEN):
            if not self.env.su:
                report._check_editable()
            report._fill_in()
        return reports

    def write(self, vals):
        if not self.env.su:
            written = self.filtered(lambda report: report.kind in WRITTEN)
            written._check_editable()
            fixed = FIXED & set(vals)
            if written and fixed - (RECEIVED if all(written.mapped("taken_in")) else frozenset()):
                raise UserError(
                    self.env._(
                        "A report stays with its bureau and its period (clause 8, R052). Begin "
                        "another one for the other period."
                    )
                )
            if (self - written) and not self.env.user.has_group(OFFICE):
                raise AccessError(
                    self.env._("A registered call is changed by the management office alone.")
                )
            if "kind" in vals:
                raise AccessError(self.env._("The kind of a report stays."))
        return super().write(vals)

    def _check_editable(self):
        """R015, R052: refuse whoever is not to write into these reports."""
        own = self._own_bureaus()
        today = county_today(self.env)
        for report in self:
            mine = report.bureau_id in own
            if report.kind not in WRITTEN:
                raise AccessError(self.env._("A call has no sections."))
            if not mine and not report._is_taking_in():
                raise AccessError(
                    self.env._(
                        "Only the officers of the bureau write its reports (clause 8, R052)."
                    )
                )
            if report.state not in (DRAFT, REVIEW):
                raise UserError(
                    self.env._(
                        "What has been submitted stays as it is (clause 8, R052). Press “Correct” "
                        "for a further version with its reason."
                    )
                )
            if not report._may_edit(mine, report._is_deciding_head(today)):
                raise UserError(
                    self.env._(
                        "The report lies with the head, who submits or returns it (clause 4, R015)."
                    )
                )

    def unlink(self):
        if any(report.kind in WRITTEN for report in self):
            raise UserError(
                self.env._("A report is part of the record (R138). Discard the draft instead.")
            )
        return super().unlink()

    def _settle_duties(self):
        """A draft meets no duty, and so need not be looked at while it is typed."""
        telling = self.filtered(
            lambda report: (
                report.kind not in WRITTEN or report.state not in (DRAFT, REVIEW) or report.duty_ids
            )
        )
        return super(Report, telling)._settle_duties()

    def _govern(self, vals):
        self.sudo().write(vals)

    def action_send_to_head(self):
        """A deputy has drafted; the head, or who acts for him, submits (R015)."""
        self.check_access("write")
        self._check_editable()
        for report in self:
            report._check_complete()
        self._govern({"state": REVIEW})

    def action_return_to_draft(self):
        """The head gives the draft back to be changed (R015)."""
        self._check_head()
        if any(report.state != REVIEW for report in self):
            raise UserError(self.env._("Only what lies with the head is given back (R015)."))
        self._govern({"state": DRAFT})

    def action_submit(self):
        """The head or acting head submits; what came on paper is registered by the office."""
        self.check_access("write")
        post = self.env["zhaoshang.appointment"]._current(self.env.user)
        for report in self:
            if report.state not in (DRAFT, REVIEW):
                raise UserError(self.env._("The report has been submitted already."))
            if not report._is_taking_in():
                report._check_head()
            report._check_complete()
            moment = report.reported_at if report.taken_in else fields.Datetime.now()
            report._govern(
                {"state": SENT, "reported_at": moment, "submitted_by_id": post.id or False}
            )

    def _check_head(self):
        today = county_today(self.env)
        for report in self:
            if report.kind not in WRITTEN or not report._is_deciding_head(today):
                raise AccessError(
                    self.env._(
                        "Submitting is for the head of %(bureau)s, or who acts for the head "
                        "(clause 4, R015; clause 8, R052).",
                        bureau=report.bureau_id.sudo().name,
                    )
                )

    def _check_complete(self):
        self.ensure_one()
        texts = [self.content, *self.section_ids.mapped("content")]
        if not any((text or "").strip() for text in texts):
            raise UserError(self.env._("Write down what was done first (clause 8)."))
        # what the office registers for a bureau came from outside, whatever way it names
        on_paper = self.channel in ON_PAPER or (self.taken_in and self.channel not in SPOKEN)
        if on_paper and not self.file:
            raise UserError(
                self.env._(
                    "What went by fax or e-mail is registered with the paper: attach it (clause "
                    "8, R052)."
                )
            )
        if self.kind == rules.BIMONTH_REPORT and not self.leader_id:
            raise UserError(
                self.env._(
                    "Choose the linked leader to whom it is reported (clause 8, R055). If the "
                    "bureau has none, the investment bureau enters one."
                )
            )
        if self.channel in SPOKEN and not (self.instructions or "").strip():
            raise UserError(
                self.env._(
                    "Write down what the leader said, or that there were no instructions (R055)."
                )
            )

    def action_withdraw(self):
        """Take back what was submitted, as long as the deadline has not passed."""
        self._check_head()
        for report in self:
            if report.state != SENT:
                raise UserError(self.env._("Only what was submitted is taken back."))
            if not report._is_in_time(fields.Datetime.now()):
                raise UserError(
                    self.env._(
                        "The deadline is over: the report stays as it was submitted (clause 8, "
                        "R057). Press “Correct” for a further version."
                    )
                )
        self._govern({"state": DRAFT})

    def action_discard(self):
        """Give up a draft that nobody needs."""
        self.check_access("write")
        self._check_editable()
        self._govern({"state": CANCELLED})

    def _zs_ask(self, purpose, title):
        """Open the box for a reason or a remark."""
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "zhaoshang.report.say",
            "view_mode": "form",
            "target": "new",
            "context": {"default_report_id": self.id, "default_purpose": purpose},
        }

    def action_ask_correct(self):
        self.ensure_one()
        return self._zs_ask("correct", self.env._("Why It Is Corrected"))

    def action_ask_read(self):
        self.ensure_one()
        return self._zs_ask("read", self.env._("Remark or Instruction"))

    def action_correct(self, reason=None):
        """Begin a further version of what was submitted, with the reason; the first one stays."""
        self.ensure_one()
        self.check_access("read")
        if self.bureau_id not in self._own_bureaus() or self.kind not in WRITTEN:
            raise AccessError(
                self.env._("Only the officers of the bureau write its reports (clause 8, R052).")
            )
        if not self._is_last_version():
            raise UserError(
                self.env._("Only the last version of a submitted report is corrected (R052).")
            )
        reason = str(reason or "").strip()
        if not reason:
            raise UserError(self.env._("Write why the report is corrected (R052)."))
        values = self._convert_to_write({name: self[name] for name in TEXTS})
        version = self.sudo().create(
            values
            | {
                "kind": self.kind,
                "bureau_id": self.bureau_id.id,
                "period_from": self.period_from,
                "version": self.version + 1,
                "corrects_id": self.id,
                "correction_reason": reason,
                "section_ids": [
                    Command.create({"appointment_id": s.appointment_id.id, "content": s.content})
                    for s in self.section_ids
                ],
            }
        )
        return version.sudo(False)._get_records_action()


def _naive(moment):
    return moment.astimezone(UTC).replace(tzinfo=None)


def _clock(moment):
    return "24:00" if not moment.hour else f"{moment:%H:%M}"
