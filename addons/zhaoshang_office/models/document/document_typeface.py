import re

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...rules.paper import Paper
from ..words import join_names
from .document_font import ALIKE, CHAINS, ROLES

ADMINISTRATOR = "zhaoshang_office.group_administrator"
NAMED = {role: fonts[0] for role, fonts in CHAINS.items()}


class DocumentTypeface(models.Model):
    """Which font really stands in each place of a county's documents, as a laid out page tells.

    A row for each county and place; nothing of it is kept.
    """

    _name = "zhaoshang.document.typeface"
    _description = "Font in Use"
    _inherit = ["zhaoshang.document.mixin"]
    _auto = False
    _order = "company_id, id"
    _rec_name = "role"

    company_id = fields.Many2one("res.company", "County", readonly=True)
    role = fields.Selection(ROLES, "Used For", readonly=True)
    named = fields.Char(
        "Font of the Standard", compute="_compute_used", help="GB/T 9704-2012; these are not free."
    )
    used = fields.Char("Font in Use", compute="_compute_used")
    standing = fields.Selection(
        [
            ("uploaded", "✔ Added by the County"),
            ("found", "✔ Found on This Machine"),
            ("replaced", "▲ Not Found, Replaced"),
        ],
        "Status",
        compute="_compute_used",
    )
    consequence = fields.Text("What It Means", compute="_compute_used")
    font_ids = fields.Many2many(
        "zhaoshang.document.font", string="Font Files", compute="_compute_font_ids"
    )
    can_add = fields.Boolean(compute="_compute_can_add")

    @property
    def _table_query(self):
        places = SQL(", ").join(
            SQL("(%s, %s)", place, role) for place, (role, _label) in enumerate(ROLES)
        )
        return SQL(
            "SELECT c.id * 10 + r.place AS id, c.id AS company_id, r.role"
            "  FROM res_company c CROSS JOIN (VALUES %s) AS r (place, role)",
            places,
        )

    @api.depends("role")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["role"]._description_selection(self.env))
        for place in self:
            place.display_name = labels[place.role]

    @api.depends("font_ids")
    @api.depends_context("lang")
    def _compute_used(self):
        fonts = self.env["zhaoshang.document.font"]
        used = {company: fonts._used(company) for company in self.company_id}
        for place in self:
            place.named = NAMED[place.role]
            place.used = used[place.company_id][place.role]
            place.standing = place._standing()
            place.consequence = place._consequence()

    def _standing(self):
        if self.used in self.font_ids.sudo().mapped("name"):
            return "uploaded"
        of_the_standard = {_plain(name) for name in set(CHAINS[self.role]) - ALIKE}
        return "found" if _plain(self.used) in of_the_standard else "replaced"

    def _consequence(self):
        if self.standing != "replaced":
            return self.env._("Printed as the standard asks.")
        unused = self.font_ids.sudo()
        if unused:
            return self.env._(
                "“%(added)s” was added and is not used: the file lacks Chinese characters. Printed "
                "with “%(used)s”.",
                added=join_names(self.env, unused.mapped("name")),
                used=self.used,
            )
        return self.env._(
            "Printed with “%(used)s”: lines and margins stay as the standard asks, the characters "
            "look different. Add the licensed file of “%(named)s” to mend it.",
            used=self.used,
            named=self.named,
        )

    @api.depends("company_id", "role")
    def _compute_font_ids(self):
        """Which files there are is no secret to who sees the place: one search for all places."""
        fonts = self.env["zhaoshang.document.font"].sudo()
        found = fonts.search([("company_id", "in", self.company_id.ids)])
        by_place = found.grouped(lambda font: (font.company_id, font.role))
        for place in self:
            place.font_ids = by_place.get((place.company_id.sudo(), place.role), fonts)

    @api.depends_context("uid")
    def _compute_can_add(self):
        self.can_add = self.env.user.has_group(ADMINISTRATOR)

    def action_add_font(self):
        """Open the box for a font file (系统管理员)."""
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group(ADMINISTRATOR):
            raise AccessError(self.env._("Fonts are added by the system administrator."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add a Font File"),
            "res_model": "zhaoshang.document.font",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_role": self.role, "default_company_id": self.company_id.id},
        }

    def _document(self, form=""):
        """A sample page with every font in its place."""
        self.ensure_one()
        text = "根据工作需要，现将本页作为字体样张印出，请核对字体、字号和行距。2026年11月6日。"
        return Paper(
            title="关于核对公文字体的样张",
            kind="bulletin",
            mark="样张",
            addressee="各单位",
            blocks=[("h1", "一级标题"), ("p", text), ("h2", "二级标题"), ("p", text)],
        )


def _plain(name):
    """
    >>> _plain("Noto-Serif-CJK SC")
    'notoserifcjksc'
    """
    return re.sub(r"[\s_-]", "", name or "").lower()
