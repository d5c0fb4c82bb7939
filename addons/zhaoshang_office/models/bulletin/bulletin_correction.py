from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules import bulletin as rules
from ...rules import duty


class Bulletin(models.Model):
    """What came to light after a bulletin was issued, and the correction that tells it (R059)."""

    _inherit = "zhaoshang.bulletin"

    difference_html = fields.Html(
        "Changed Since", compute="_compute_difference", sanitize=False, exportable=False
    )
    differs = fields.Boolean(compute="_compute_difference")

    @api.depends("figures", "issued_on")
    @api.depends_context("lang")
    def _compute_difference(self):
        for bulletin in self:
            lines = bulletin._difference() if bulletin._shows_difference() else []
            bulletin.differs = bool(lines)
            bulletin.difference_html = (
                bulletin._as_html(rules.changes_table(lines)) if lines else False
            )

    def _shows_difference(self):
        return self.issued_on and self.kind == "bulletin"

    def _difference(self):
        """What the figures told last would be now; the bulletin itself stays as it is."""
        bulletin = self.sudo()
        return rules.changes(bulletin._told_last(), bulletin._figures_now())

    def _figures_now(self):
        """The attendance of today's knowledge; what bureaus did is told as it was told, without
        what was taken back since (R063)."""
        told = self._told_last()
        people = self._people(self._closed_rows(), now=True)
        standing, fewer = self._taken_back_since()
        return rules.without_taken_back(told, standing, fewer) | {"people": people}

    def _taken_back_since(self):
        """Return the ids of the told findings that stand, and for each bureau how many missed
        reports of the month were counted when it was drawn and are taken back."""
        findings = self.env["zhaoshang.finding"].sudo()
        ids = [line["id"] for line in self._told_last().get("findings", ())]
        standing = findings.search([("id", "in", ids), ("state", "=", "confirmed")])
        first, after = self._span()
        drawn = self._last_told().drawn_at
        groups = findings._read_group(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "taken_back"),
                ("decided_at", "<=", drawn),
                ("taken_back_at", ">", drawn),
                ("duty_id.due_on", ">=", first),
                ("duty_id.due_on", "<", after),
                ("duty_id.kind", "in", duty.KINDS),
            ],
            ["bureau_id"],
            ["__count"],
        )
        return set(standing.ids), {bureau.name: count for bureau, count in groups}

    def _last_told(self):
        """The last issued correction, else the bulletin itself."""
        return self.correction_ids.filtered("issued_on").sorted("id")[-1:] or self

    def _told_last(self):
        """The figures told last."""
        return self._last_told().figures

    def action_correct(self):
        """Begin a 更正通报 that refers to this bulletin (管理办公室)."""
        self.ensure_one()
        self._check_office()
        self.check_access("write")
        first = self.corrects_id or self
        if not first.issued_on:
            raise UserError(
                self.env._("It is not issued yet: change the draft itself (clause 9, R059).")
            )
        correction = first.correction_ids.filtered(lambda row: not row.issued_on)
        if not correction:
            correction = (
                self.sudo()
                ._begin(
                    [
                        {
                            "kind": "correction",
                            "corrects_id": first.id,
                            "company_id": first.company_id.id,
                            "month": first.month,
                            "to": first.to,
                            "copies": first.copies,
                        }
                    ]
                )
                .sudo(False)
            )
            correction.sudo()._draw_correction()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": correction.id,
            "views": [(False, "form")],
        }

    def _draw_correction(self):
        before, now = self.corrects_id._told_last(), self.corrects_id._figures_now()
        return self._govern(
            {
                "figures": now,
                "changes": rules.changes(before, now),
                "drawn_at": fields.Datetime.now(),
            }
        )

    def _check_correction(self):
        if not self.changes and not (self.correction_text or "").strip():
            raise UserError(
                self.env._(
                    "Nothing differs from %(number)s. Write what was wrong, or delete this draft "
                    "(clause 9, R059).",
                    number=self.corrects_id.number,
                )
            )
