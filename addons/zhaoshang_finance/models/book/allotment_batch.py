from odoo import api, fields, models
from odoo.exceptions import UserError


class Allotment(models.Model):
    """What stands against submitting a line, and what its payment would post: both in advance."""

    _inherit = "zhaoshang.allotment"

    obstacle = fields.Char(compute="_compute_obstacle")

    @api.depends_context("uid")
    def _compute_obstacle(self):
        """Say to the accountant why a month cannot be submitted, before the button is pressed."""
        waiting = self.filtered(lambda line: line.state in ("planned", "returned"))
        if not self.env.user.has_group("zhaoshang_finance.group_accountant"):
            waiting = self.browse()
        refusals = waiting._zs_refusals()
        for line in self:
            line.obstacle = refusals.get(line)

    def _zs_reasons_not_to_submit(self):
        """Return ``{line: why it is not submitted}``, empty where nothing stands against it.

        The texts are the refusals of the check that binds when it is submitted; beside them the
        months that come before it, which are to be paid first (R118).
        """
        planned = self.filtered(lambda line: line.state == "planned")
        refusals, earlier = planned._zs_refusals(), self._zs_earlier_unpaid()
        return {
            line: refusals[line] or earlier.get(line, "")
            if line in refusals
            else line._zs_state_word()
            for line in self
        }

    def _zs_refusals(self):
        """Return ``{line: the refusal of the check that binds, or nothing}``.

        All are asked at once, and their halves where one is refused: mostly none or few are.
        """
        told = ""
        try:
            self._zs_approval_check()
        except UserError as refusal:
            told = refusal.args[0]
        if told and len(self) > 1:
            half = len(self) // 2
            return self[:half]._zs_refusals() | self[half:]._zs_refusals()
        return dict.fromkeys(self, told)

    def _zs_earlier_unpaid(self):
        """Return ``{line: text}`` where a month before it has not even been submitted."""
        others = self.search(
            [("package_id", "in", self.package_id.ids), ("state", "in", ("planned", "returned"))]
        ).filtered("amount")
        found = {}
        for line in self:
            before = others.filtered(
                lambda other, line=line: (
                    other.package_id == line.package_id and other.month < line.month
                )
            )
            if before:
                found[line] = self.env._(
                    "%(earlier)s comes before it and has not been submitted (clause 13, R118).",
                    earlier=before.sorted("month")[0].display_name,
                )
        return found

    def _zs_payment_preview(self, bank_date, slips):
        """Return as text the entries that paying these lines would post (R119, R120, R134)."""
        self.check_access("read")
        own = self.sudo().sorted(lambda line: (line.month, line.bureau_id.sequence, line.id))
        posting = own.env["zhaoshang.posting"]
        entries = own._zs_entries(bank_date, slips)
        return "\n".join(posting._entry_text(entry.label, entry) for entry in entries)
