from odoo import api, fields, models

from ...rules import finding as rules
from ...rules import grounds
from ..words import join_names
from .sanction_draft import ORGANISATION

LIVE = ("draft", "decided", "served")
OF_MONTHS = (grounds.LOW_PRESENCE, grounds.TWO_MONTHS)


class Sanction(models.Model):
    """What a sanction rests on may be taken back: people undo it, nobody else (R105)."""

    _inherit = "zhaoshang.sanction"

    basis_notice = fields.Text("What It Rests On Has Changed", compute="_compute_basis_notice")

    @api.depends("state", "finding_ids.state")
    @api.depends_context("lang")
    def _compute_basis_notice(self):
        for sanction in self:
            fallen = sanction.sudo()._fallen_findings()
            live = sanction.state in LIVE and fallen
            sanction.basis_notice = sanction._basis_notice(fallen) if live else False

    def _fallen_findings(self):
        """Return what it was given for and was taken back since."""
        fallen = self.finding_ids.filtered(lambda finding: finding.state == "taken_back")
        if self.ground in OF_MONTHS and self.ground_key:
            absences = self.env["zhaoshang.finding"].search(
                [
                    ("appointment_id.employee_id", "=", self.appointment_id.employee_id.id),
                    ("kind", "=", "absence"),
                    ("state", "=", "taken_back"),
                ]
            )
            fallen |= absences.filtered(lambda absence: self in absence._sanctions_resting_on_it())
        return fallen

    def _basis_notice(self, fallen):
        names = join_names(self.env, fallen.mapped("display_name"))
        if self.state == "draft":
            return self.env._(
                "Taken back since: %s. Count again, or give the draft up with the reason (R094, "
                "R103); one that is being decided is withdrawn first.",
                names,
            )
        return self.env._(
            "Taken back since: %s. The sanction stands until somebody undoes it: the organisation "
            "department looks whether it withdraws it; the person may ask for a review while the "
            "days for it run (R105). Withdrawn, it is no step any more.",
            names,
        )

    def _ask_whether_it_stands(self):
        """Ask who drafted what is still a draft, and who may withdraw what is decided."""
        group = self.env.ref(ORGANISATION)
        for sanction in self:
            members = group.all_user_ids.filtered(
                lambda user, sanction=sanction: (
                    sanction.company_id in user.company_ids and user != sanction.user_id
                )
            )
            asked = members - sanction.drafted_by_id
            if sanction.state == "draft":
                asked = sanction.drafted_by_id or members
            for user in asked:
                sanction.activity_schedule(
                    "mail.mail_activity_data_todo",
                    user_id=user.id,
                    summary=self.env._(
                        "A finding it rests on was taken back: see whether it stands"
                    ),
                )


class Finding(models.Model):
    _inherit = "zhaoshang.finding"

    def _sanctions_resting_on_it(self):
        """Return the sanctions that stand or are prepared because of this, as superuser."""
        self.ensure_one()
        sanctions = self.sudo().sanction_id.filtered(lambda sanction: sanction.state in LIVE)
        return sanctions | self._month_cases()

    def _month_cases(self):
        """R097, R098: the cases of the months from which a confirmed absence took its days."""
        sanctions = self.env["zhaoshang.sanction"].sudo()
        if self.kind != "absence":
            return sanctions
        days = self.occurred_on, self.last_on
        running = {
            grounds.LOW_PRESENCE: 1,
            grounds.TWO_MONTHS: self.sudo().rule_set_id.dismiss_months,
        }
        named = {
            (ground, f"{month:%Y-%m}")
            for ground, count in running.items()
            for month in rules.months_touched(*days, count)
        }
        cases = sanctions.search(
            [
                ("appointment_id.employee_id", "=", self.sudo().appointment_id.employee_id.id),
                ("ground", "in", OF_MONTHS),
                ("state", "in", LIVE),
            ]
        )
        return cases.filtered(lambda case: (case.ground, case.ground_key) in named)
