from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

#: states of an opening in which its package is still being taken over
UNDER_WAY = ("draft", "submitted", "returned")
#: states of a month of a package that is kept here already, so that no opening of it is posted
KEPT_HERE = ("submitted", "returned", "approved", "paid")


class Allotment(models.Model):
    """A month that was paid on paper, before the package was kept here (R134)."""

    _inherit = "zhaoshang.allotment"

    opening_id = fields.Many2one(
        "zhaoshang.package.opening",
        "Paid on paper",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="Taken over with this opening voucher; the month has no entry of its own.",
    )
    taken_over = fields.Boolean(
        "Package being taken over",
        compute="_compute_taken_over",
        search="_search_taken_over",
        help="R134: until the opening voucher is posted nobody knows which months were paid.",
    )

    @api.depends("package_id")
    def _compute_taken_over(self):
        packages = self.env["zhaoshang.package.opening"]._zs_under_way(self.package_id)
        numbers = set(packages.ids)
        for line in self:
            line.taken_over = line.package_id.id in numbers

    def _search_taken_over(self, operator, value):
        if operator != "in" or True not in value:
            return NotImplemented
        return [("package_id", "in", self.env["zhaoshang.package.opening"]._zs_under_way().ids)]

    @api.depends("opening_id")
    def _compute_state(self):
        result = super()._compute_state()
        for line in self.filtered("opening_id"):
            line.state = "paid"
        return result

    @api.depends("opening_id", "taken_over")
    def _compute_late(self):
        """Paid on paper without a day, or perhaps paid on paper: not called late (R123)."""
        result = super()._compute_late()
        for line in self.filtered("late"):
            on_paper = line.opening_id and not line.bank_date
            line.late = not (on_paper or line.taken_over)
        return result

    def _zs_approval_check(self):
        """A month is submitted once it is known whether it was paid on paper (R134)."""
        for line in self.filtered("opening_id"):
            line._zs_refuse_paid()
        result = super()._zs_approval_check()
        if packages := self.env["zhaoshang.package.opening"]._zs_under_way(self.package_id):
            raise UserError(
                self.env._(
                    "%s is being taken over from paper: post its opening voucher or delete the "
                    "draft first, then submit its months (clause 13, R134).",
                    packages[0].display_name,
                )
            )
        return result


class PackageOpening(models.Model):
    _inherit = "zhaoshang.package.opening"

    @api.model
    def _zs_under_way(self, packages=None):
        """Return the packages that are being taken over, of these or of all; one statement.

        Whether one is shows in every list of months, also to who does not read the opening.
        """
        kept = Domain("allotment_ids", "any", [("state", "in", KEPT_HERE)])
        domain = Domain("state", "in", UNDER_WAY) & Domain("package_id", "not any", kept)
        if packages is not None:
            domain &= Domain("package_id", "in", packages.ids)
        return self.sudo().search(domain).package_id
