from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules import finding as rules
from ...rules import grounds
from ..words import join_names
from .sanction_draft import ORGANISATION

LIVE = ("draft", "decided", "served")
OF_MONTHS = (grounds.LOW_PRESENCE, grounds.TWO_MONTHS)


class Sanction(models.Model):
    """What a sanction rests on may be taken back: people undo it, nobody else (R105).

    One that is not served yet is not served any more: it would tell the person what the county
    itself does not hold against him. It is withdrawn, and what still stands is decided anew.
    """

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

    def _no_longer_rests(self):
        """R094, R105: what was decided tells something that does not stand, or the months do not
        come to their ground any more."""
        fallen = self._fallen_findings()
        if self.ground in OF_MONTHS and self.ground_key:
            return bool(fallen) and not self._ground_stands()
        return bool(fallen)

    def _ground_stands(self):
        """R097 to R099: the closed months as they are known now, in all posts of the person."""
        rows = self.env["zhaoshang.presence.month"].search(
            [
                ("appointment_id.employee_id", "=", self.appointment_id.employee_id.id),
                ("state", "=", "closed"),
                ("provisional", "=", False),
            ]
        )
        months = []
        for month, of_month in rows.grouped("month").items():
            found, judged = of_month._judged_together(now=True)
            months.append(grounds.Month(month, judged.result, found.unapproved))
        found = grounds.of_months(
            months, self.rule_set_id.dismiss_months, self.rule_set_id.ground2_needs_unapproved
        )
        return any(
            (ground.kind, f"{ground.months[-1]:%Y-%m}") == (self.ground, self.ground_key)
            for ground in found
            if not ground.reminder
        )

    def _check_basis_before_service(self):
        for sanction in self.filtered(lambda sanction: sanction.state == "decided"):
            if sanction._no_longer_rests():
                raise UserError(sanction._basis_notice(sanction._fallen_findings()))

    def _free_what_stands(self):
        """What still stands of a sanction that was never served raises its step again."""
        if self.served_on or not self._fallen_findings():
            return
        standing = self.finding_ids.filtered(lambda finding: finding.state == "confirmed")
        standing.write({"sanction_id": False})

    def _basis_notice(self, fallen):
        names = join_names(self.env, fallen.mapped("display_name"))
        if self.state == "draft":
            return self.env._(
                "Taken back since: %s. Count again, or give the draft up with the reason (R094, "
                "R103); one that is being decided is withdrawn first.",
                names,
            )
        if self.state == "decided" and self._no_longer_rests():
            return self.env._(
                "Taken back since it was decided: %s. It is not served any more (R094, R105): the "
                "organisation department withdraws it with the reason; what still stands of it is "
                "then drafted and decided anew.",
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
