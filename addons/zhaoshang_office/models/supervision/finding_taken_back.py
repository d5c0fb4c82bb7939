from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules import finding as rules
from ..words import join_names
from .finding import OFFICE

BECAUSE = [
    (rules.LEAVE, "A Leave Came to Light"),
    (rules.EXPLANATION, "An Explanation Came to Light"),
    (rules.ERROR, "The Decision Was an Error"),
]


class Finding(models.Model):
    """A further decision takes back a confirmed finding; the first one stays readable (R138).

    From then on it counts nowhere: not on the steps (R094), not in the month (R069), not for the
    assessment (R062). What was decided or issued because of it is undone by people alone.
    """

    _inherit = "zhaoshang.finding"
    _zs_audit_fields = (
        "state",
        "answer",
        "decision_comment",
        "decided_by_id",
        "taken_back_because",
        "taken_back_reason",
        "taken_back_by_id",
        "taken_back_paper",
    )

    taken_back_because = fields.Selection(BECAUSE, readonly=True)
    taken_back_reason = fields.Text("Reason for the Further Decision", readonly=True)
    taken_back_paper = fields.Binary("Paper That Shows It", attachment=True, readonly=True)
    taken_back_paper_name = fields.Char("Name of the Paper", readonly=True)
    taken_back_by_id = fields.Many2one(
        "res.users", "Further Decision By", readonly=True, ondelete="restrict"
    )
    taken_back_at = fields.Datetime("Further Decision At", readonly=True)
    bulletin_ids = fields.Many2many(
        "zhaoshang.bulletin",
        "zhaoshang_bulletin_finding_rel",
        "finding_id",
        "bulletin_id",
        "Told in Bulletins",
        readonly=True,
        groups=OFFICE,
    )
    can_take_back = fields.Boolean(compute="_compute_can_take_back")

    _taken_back_has_its_reason = models.Constraint(
        "CHECK (state <> 'taken_back' OR (taken_back_because IS NOT NULL "
        "AND taken_back_reason IS NOT NULL AND taken_back_at IS NOT NULL))",
        "A finding is taken back with its reason.",
    )

    @api.depends("state", "user_id")
    @api.depends_context("uid")
    def _compute_can_take_back(self):
        office = self.env.user.has_group(OFFICE)
        for finding in self:
            confirmed = finding.state == "confirmed"
            finding.can_take_back = confirmed and office and finding.user_id != self.env.user

    def action_take_back(self, comment, because, paper=None, paper_name=None):
        """管理办公室 takes a confirmed finding back, and never one about the decider himself.

        :param because: ``leave``, ``explanation`` or ``error``
        :param paper: what shows it, base64; needed where the records do not (R063)
        """
        self._check_decider()
        self._require_text(comment, self.env._("Write the reason for the decision."))
        if because not in dict(BECAUSE):
            raise UserError(
                self.env._(
                    "Choose what came to light: a leave, an explanation, or that the decision was "
                    "an error (R063)."
                )
            )
        self.env["zhaoshang.sanction"]._hold(self.appointment_id)
        for finding in self.sudo():
            finding._check_paper(because, paper)
        self.sudo()._transition(
            "taken_back",
            taken_back_because=because,
            taken_back_reason=comment.strip(),
            taken_back_paper=paper or False,
            taken_back_paper_name=paper_name if paper else False,
            taken_back_by_id=self.env.uid,
            taken_back_at=fields.Datetime.now(),
        )
        self.sudo()._tell_taken_back()
        return True

    def _check_paper(self, because, paper):
        on_record = {
            rules.LEAVE: self._leave_on_record,
            rules.EXPLANATION: self._explanation_on_record,
        }.get(because)
        if not paper and rules.needs_paper(because, bool(on_record and on_record())):
            raise UserError(
                self.env._(
                    "%(finding)s: no approved leave and no accepted explanation of that day is on "
                    "record (R063, R138). Attach the paper that shows it, or have the leave or the "
                    "explanation entered first.",
                    finding=self.display_name,
                )
            )

    def _leave_on_record(self):
        """R090: every day of an absence, or the day of a report, lies in granted leaves."""
        last = self.last_on or self.occurred_on
        leaves = self.env["zhaoshang.leave"].search(
            [
                ("appointment_id", "=", self.appointment_id.id),
                ("zs_approval_state", "=", "approved"),
                ("date_from", "<=", last),
                ("last_away", ">=", self.occurred_on),
            ]
        )
        first = self.occurred_on
        days = {fields.Date.add(first, days=n) for n in range((last - first).days + 1)}
        return all(any(off.date_from <= day <= off.last_away for off in leaves) for day in days)

    def _explanation_on_record(self):
        """R046: one that the management office has accepted."""
        if not self.duty_id:
            return False
        accepted = self.env["zhaoshang.explanation"].search(
            [
                ("state", "=", "accepted"),
                ("bureau_id", "=", self.bureau_id.id),
                ("kind", "=", self.kind),
            ]
        )
        return any(explanation._is_about(self.duty_id) for explanation in accepted)

    def _tell_taken_back(self):
        """The person learns of it; who decides about a sanction of it is asked to look again."""
        for finding in self:
            if finding.user_id:
                finding.activity_schedule(
                    "mail.mail_activity_data_todo",
                    user_id=finding.user_id.id,
                    summary=self.env._("A finding about you was taken back: read it"),
                )
            finding._sanctions_resting_on_it()._ask_whether_it_stands()

    def _ask_to_look_again(self):
        """What was confirmed looks different since: the office decides whether it stands."""
        group = self.env.ref("zhaoshang_office.group_office")
        for finding in self:
            members = group.all_user_ids.filtered(
                lambda user, finding=finding: (
                    finding.company_id in user.company_ids and user != finding.user_id
                )
            )
            for user in members - finding.activity_ids.user_id:
                finding.activity_schedule(
                    "mail.mail_activity_data_todo",
                    user_id=user.id,
                    summary=self.env._(
                        "A leave, report or explanation came to light: see whether it stands"
                    ),
                )

    def _taken_back_text(self):
        texts = [
            self.env._(
                "Taken back on %s: from that day on it counts nowhere. The first decision stays "
                "readable.",
                fields.Date.to_string(
                    fields.Datetime.context_timestamp(
                        self.with_context(tz="Asia/Shanghai"), self.taken_back_at
                    )
                ),
            )
        ]
        resting = self.sudo()._sanctions_resting_on_it()
        if resting:
            texts.append(
                self.env._(
                    "What was decided because of it stands until somebody undoes it: %s.",
                    join_names(self.env, resting.mapped("display_name")),
                )
            )
        issued = self.sudo().bulletin_ids.filtered("issued_on")
        if issued:
            texts.append(
                self.env._(
                    "Bulletin %s told it: the management office drafts a correction (R059).",
                    issued[:1].number,
                )
            )
        return " ".join(texts)
