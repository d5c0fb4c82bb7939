from odoo import api, fields, models
from odoo.exceptions import UserError

from .visit import NOT_LEADERS


class Visit(models.Model):
    """Whom one visits and meets, typed as plain names (R026, R030).

    A name is looked for in the bureau's own address book alone, and added there where it is new:
    who types it is told nothing of what another bureau knows (R012, R112).
    """

    _inherit = "zhaoshang.visit"

    visited = fields.Char(
        "Firm or Association Visited",
        compute="_compute_visited",
        readonly=False,
        help="Type its name: it is found in the bureau's address book, or added there.",
    )
    met = fields.Char(
        "Person Met",
        compute="_compute_met",
        readonly=False,
        groups=NOT_LEADERS,
        help="Whom you met; a name typed here is added to the address book.",
    )

    @api.depends("organisation_name")
    def _compute_visited(self):
        for visit in self:
            visit.visited = visit.organisation_name

    @api.depends("contact_id")
    def _compute_met(self):
        for visit in self:
            visit.met = visit.contact_id.display_name

    @api.onchange("visited")
    def _onchange_visited(self):
        typed = self.visited
        self.organisation_id = self.env["zhaoshang.organisation"]._named(typed)
        if not self.organisation_id:
            self.visited = typed

    @api.onchange("met")
    def _onchange_met(self):
        typed = self.met
        self.contact_id = self.organisation_id.contact_ids._named(typed)
        if not self.contact_id:
            self.met = typed

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._entered(vals) for vals in vals_list])

    def write(self, vals):
        if {"visited", "met", "contact_post", "contact_phone"}.isdisjoint(vals):
            return super().write(vals)
        return all(
            super(Visit, visit).write(visit._entered(vals, visit.organisation_id.id))
            for visit in self
        )

    def _entered(self, vals, organisation_id=None):
        """Return ``vals`` with the entries of the address book that the names typed mean."""
        vals = dict(vals)
        visited, met = vals.pop("visited", None), vals.pop("met", None)
        if visited:
            vals["organisation_id"], _name = self.env["zhaoshang.organisation"].name_create(visited)
        organisation_id = vals.get("organisation_id") or organisation_id
        if met and organisation_id:
            people = self.env["zhaoshang.contact"].with_context(
                default_organisation_id=organisation_id
            )
            vals["contact_id"], _name = people.name_create(met)
        elif met is not None:
            vals["contact_id"] = False
        told = vals.get("contact_post") or vals.get("contact_phone")
        if told and not (vals.get("contact_id") or (met is None and self.contact_id)):
            raise UserError(
                self.env._(
                    "Post and telephone are kept with the person in the address book (clause 6, "
                    "R030): type the name of the person met as well, or empty both."
                )
            )
        return vals
