from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..clock import county_today

JOB = "expiry"


class Appointment(models.Model):
    """Transfer within a term, and renewal after it (clause 3, R007, R008).

    A transfer is proposed on the appointment that it ends; a second member's confirmation ends it
    and puts the new one in force, in one step. The term, and with it the ladder and the clock of
    nine months, goes on. A renewal is a new appointment with a term of its own.
    """

    _inherit = "zhaoshang.appointment"

    transfer_bureau_id = fields.Many2one(
        "zhaoshang.bureau",
        "Transferred To",
        readonly=True,
        copy=False,
        check_company=True,
        help="Clause 3, R008: proposed; takes effect once a second member confirms.",
    )
    transfer_role = fields.Selection(
        [("head", "Head"), ("deputy", "Deputy head")],
        "Post There",
        readonly=True,
        copy=False,
    )
    transfer_host_unit_id = fields.Many2one(
        "zhaoshang.host.unit", "Host Unit There", readonly=True, copy=False, check_company=True
    )
    transfer_host_post = fields.Char("Host Post There", readonly=True, copy=False)
    transfer_host_reason = fields.Char("Reason for That Host Unit", readonly=True, copy=False)
    renewal_of_id = fields.Many2one(
        "zhaoshang.appointment",
        readonly=True,
        copy=False,
        check_company=True,
        index="btree_not_null",
        help="Clause 3, R007: a new term is a new appointment.",
    )
    next_ids = fields.One2many("zhaoshang.appointment", "previous_id", "Transferred Into")

    def _end_notice_text(self):
        if not (self.end_on and self.transfer_bureau_id):
            return super()._end_notice_text()
        posts = dict(self._fields["transfer_role"]._description_selection(self.env))
        return self.env._(
            "%(who)s proposes a transfer to %(bureau)s as %(post)s from %(day)s on (%(document)s). "
            "The term goes on until %(last)s. A second member of the organisation department "
            "confirms it; until then nothing changes.",
            who=self.end_proposed_by_id.name,
            bureau=self.transfer_bureau_id.name,
            post=posts[self.transfer_role],
            day=self.end_on + timedelta(days=1),
            document=self.end_document,
            last=self.date_to,
        )

    # -- transfer ----

    def _propose_transfer(self, first_day, document, reason, there):
        """Propose to go on in another post from ``first_day``.

        :param there: ``bureau_id``, ``role``, ``host_unit_id``, ``host_post``, ``host_reason``
        """
        self.ensure_one()
        self._check_department()
        self._check_transfer(first_day, there)
        self._propose_end(first_day - timedelta(days=1), document, reason)
        self._govern({f"transfer_{name}": value for name, value in there.items()})

    def _check_transfer(self, first_day, there):
        bureau = self.env["zhaoshang.bureau"].browse(there["bureau_id"])
        if bureau == self.bureau_id and there["role"] == self.role:
            raise UserError(
                self.env._(
                    "%(name)s holds this post in %(bureau)s already (R008): choose another bureau "
                    "or another post.",
                    name=self.name,
                    bureau=bureau.name,
                )
            )
        if not self.date_from < first_day <= self.date_to:
            raise UserError(
                self.env._(
                    "The first day in the new post must lie between %(from)s and %(to)s: the term "
                    "goes on (clause 3, R008). After it, renew the appointment.",
                    **{"from": self.date_from + timedelta(days=1), "to": self.date_to},
                )
            )
        if not bureau._active_at(first_day):
            raise UserError(
                self.env._(
                    "%(bureau)s is not open on %(date)s (clause 1, R003).",
                    bureau=bureau.name,
                    date=first_day,
                )
            )
        self._check_post_vacant(bureau, there["role"], first_day)

    def _check_post_vacant(self, bureau, role, first_day):
        """R004: say at once, not at the confirmation only, that the post of head is taken."""
        sitting = role == "head" and self.search(
            [
                ("bureau_id", "=", bureau.id),
                ("role", "=", "head"),
                ("id", "!=", self.id),
                ("date_from", "<=", self.date_to),
                ("date_to", ">=", first_day),
            ],
            limit=1,
        )
        if sitting:
            raise UserError(
                self.env._(
                    "%(name)s is head of %(bureau)s until %(to)s (clause 2, R004). End or transfer "
                    "that appointment first, or choose a later day.",
                    name=sitting.name,
                    bureau=bureau.name,
                    to=sitting.date_to,
                )
            )

    def _carry_out_end(self):
        """A proposed transfer puts the new appointment in force in the same step."""
        if not self.transfer_bureau_id:
            return super()._carry_out_end()
        proposed = self._transferred_vals()
        proposer = self.end_proposed_by_id
        super()._carry_out_end()
        self.flush_recordset()
        new = self.create(proposed)
        new._govern({"drafted_by_id": proposer.id})
        new._confirm()
        return None

    def _transferred_vals(self):
        same_post = self.transfer_role == self.role
        settled = {"rank": self.rank, "rank_reason": self.rank_reason} if same_post else {}
        return settled | {
            "employee_id": self.employee_id.id,
            "name": self.name,
            "bureau_id": self.transfer_bureau_id.id,
            "role": self.transfer_role,
            "host_unit_id": self.transfer_host_unit_id.id,
            "host_post": self.transfer_host_post,
            "host_reason": self.transfer_host_reason,
            "home_unit": self.home_unit,
            "date_from": self.end_on + timedelta(days=1),
            "date_to": self.date_to,
            "document": self.end_document,
            "previous_id": self.id,
        }

    def action_transfer(self):
        """Open the slip on which a member proposes a transfer."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Transfer"),
            "res_model": "zhaoshang.appointment.transfer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_appointment_id": self.id},
        }

    # -- renewal ----

    def action_renew(self):
        """Draft the next term, from the day after this one ends; a second member confirms it."""
        self.ensure_one()
        self._check_department()
        return self._renewed()._get_records_action()

    def _renewed(self):
        if self.state == "draft":
            raise UserError(
                self.env._("“%s” is not in force yet: there is no term to renew.", self.name)
            )
        later = self.search(
            [("employee_id", "=", self.employee_id.id), ("date_from", ">", self.date_to)], limit=1
        )
        if later:
            raise UserError(
                self.env._(
                    "%(name)s has an appointment from %(from)s to %(to)s already (R008). Open that "
                    "one.",
                    **{"name": self.name, "from": later.date_from, "to": later.date_to},
                )
            )
        draft = self.create(
            {
                "employee_id": self.employee_id.id,
                "name": self.name,
                "bureau_id": self.bureau_id.id,
                "role": self.role,
                "host_unit_id": self.host_unit_id.id,
                "host_post": self.host_post,
                "host_reason": self.host_reason,
                "home_unit": self.home_unit,
                "rank": self.rank,
                "rank_reason": self.rank_reason,
                "date_from": self.date_to + timedelta(days=1),
            }
        )
        draft._govern({"renewal_of_id": self.id})
        self.sudo().activity_unlink(["mail.mail_activity_data_todo"])
        return draft

    # -- reminders ----

    reminded_stage = fields.Integer(
        readonly=True, copy=False, default=0, aggregator=None, help="1: first, 2: second reminder."
    )

    @api.model
    def _cron_remind_of_expiry(self):
        """Put terms that end soon on the desk of 组织部, each reminder once (clause 3, R007).

        After a stop only the later of two missed reminders is given.
        """
        counties = self.env["res.company"].sudo().search([("active", "=", True)])
        self.env["zhaoshang.job"]._each(JOB, counties, self._remind_county_of_expiry)

    @api.model
    def _remind_county_of_expiry(self, county):
        today = county_today(self.env)
        rules = self.env["zhaoshang.rule.set"].sudo()._at(today, county)
        spans = ((2, rules.expiry_alert_second), (1, rules.expiry_alert_first))
        done = self.browse()
        for stage, days in spans:
            due = self.sudo().search(
                [
                    ("company_id", "=", county.id),
                    ("state", "=", "confirmed"),
                    ("date_to", ">=", today),
                    ("date_to", "<=", today + timedelta(days=days)),
                    ("reminded_stage", "<", stage),
                    ("id", "not in", done.ids),
                ]
            )
            due -= due._succeeded()
            due._remind_of_expiry(stage)
            done |= due

    def _succeeded(self):
        """Return those whose officer has a later appointment in force: nothing is to be done."""
        later = self.sudo().search(
            [
                ("employee_id", "in", self.employee_id.ids),
                ("state", "=", "confirmed"),
                ("date_from", ">", county_today(self.env)),
            ]
        )
        return self.filtered(
            lambda a: later.filtered(
                lambda b: b.employee_id == a.employee_id and b.date_from > a.date_to
            )
        )

    def _remind_of_expiry(self, stage):
        members = self.env["zhaoshang.approval.role"]._zs_holders(
            "organisation_department", self.company_id
        )
        for appointment in self:
            told = members[appointment.company_id]
            self.env["zhaoshang.job"]._apart(
                JOB, lambda one, told=told: one._remind_of_its_end(stage, told), appointment
            )

    def _remind_of_its_end(self, stage, people):
        self.activity_unlink(["mail.mail_activity_data_todo"])
        for user in people:
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=self.date_to,
                summary=self.env._("The term ends: renew, transfer or hand over"),
                user_id=user.id,
            )
        self._govern({"reminded_stage": stage})
