from odoo import fields, models


class OrganisationCategory(models.Model):
    """A kind of organisation that is worth a visit (clause 6, R026); the list is open."""

    _name = "zhaoshang.organisation.category"
    _description = "Category of Organisation"
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
