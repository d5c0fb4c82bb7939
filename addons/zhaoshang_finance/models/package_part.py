from odoo import fields, models


class PackagePart(models.AbstractModel):
    """What belongs to the package of one bureau and year (clause 13, R117)."""

    _name = "zhaoshang.package.part"
    _description = "Part of a Package"
    _check_company_auto = True

    package_id = fields.Many2one(
        "zhaoshang.package", required=True, ondelete="restrict", index=True, check_company=True
    )
    bureau_id = fields.Many2one(
        related="package_id.bureau_id", string="Bureau", store=True, index=True
    )
    year = fields.Integer(related="package_id.year", string="Year", store=True, aggregator=None)
    company_id = fields.Many2one(related="package_id.company_id", string="County", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
