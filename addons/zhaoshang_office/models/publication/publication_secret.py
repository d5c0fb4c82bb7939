from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...rules import publication as rules

SIGNED = ("signed", "started", "funded", "producing")


class Publication(models.Model):
    """Looks for what may not be published: unsigned projects, investors, numbers (R060, R110)."""

    _inherit = "zhaoshang.publication"

    def _secrets_of_bureau(self):
        """What the writer knows: no refusal tells him of another bureau's investor (R112)."""
        return self._secrets(self.sudo().bureau_id)

    def _secrets_of_county(self):
        """What the management office checks for: it reads every project (R014)."""
        return self._secrets(
            self.env["zhaoshang.bureau"]
            .sudo()
            .with_context(active_test=False)
            .search([("company_id", "=", self.sudo().company_id.id)])
        )

    @api.model
    def _secrets(self, bureaus):
        projects = (
            self.env["zhaoshang.project"]
            .sudo()
            .search(Domain("bureau_id", "in", bureaus.ids) & Domain("stage", "not in", SIGNED))
        )
        investors = (
            self.env["zhaoshang.project.investor"]
            .sudo()
            .search([("project_id.bureau_id", "in", bureaus.ids)])
        )
        visits = (
            self.env["zhaoshang.visit"]
            .sudo()
            .search([("bureau_id", "in", bureaus.ids), ("intention", "=", "clear")])
        )
        firms = {
            *investors.mapped("name"),
            *investors.mapped("reported_name"),
            *investors.organisation_id.mapped("name"),
            *visits.mapped("organisation_name"),
        }
        people = {*investors.mapped("contact")}
        names = {*projects.mapped("codename"), *projects.mapped("number")}
        return [
            *(rules.Secret(name, rules.FIRM) for name in sorted(filter(None, firms | people))),
            *(rules.Secret(name, rules.PROJECT) for name in sorted(filter(None, names))),
        ]

    @api.model
    def _masked(self, text, secrets):
        return rules.masked(text or "", secrets)

    def _check_secrets(self, secrets):
        found = rules.named(f"{self.title}\n{self.body}", secrets)
        if found:
            raise UserError(
                self.env._(
                    "The text names what is not public: %(names)s (clause 9, R060; R110). Press "
                    "“Mask Names”, or write it without them.",
                    names="、".join(found),
                )
            )

    def action_mask(self):
        """Put 某企业 and 某项目 in the place of names; whoever writes or checks the text."""
        self.check_access("read")
        office = self.env.user.has_group("zhaoshang_office.group_office")
        for text in self:
            text._check_writer()
            secrets = text._secrets_of_county() if office else text._secrets_of_bureau()
            text.write(
                {
                    "title": self._masked(text.title, secrets),
                    "body": self._masked(text.body, secrets),
                }
            )
