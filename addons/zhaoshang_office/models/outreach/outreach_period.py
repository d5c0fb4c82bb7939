from odoo import api, fields, models, tools
from odoo.fields import Domain
from odoo.tools import SQL

LEADER = "zhaoshang_office.group_leader"
# 组织部 and 效能办 watch over the bureaus: where their access rights let them, they read the counts
WATCHING = (
    "zhaoshang_office.group_organisation_department",
    "zhaoshang_office.group_efficiency",
)


class OutreachPeriod(models.AbstractModel):
    """A period of a bureau and whether what it asks for was done, read live: no figure is stored.

    A model gives the SELECT of its view, its states with their signs, the words of a state and what
    they rest on. Counting has no consequence here.
    """

    _name = "zhaoshang.outreach.period"
    _description = "Period of a Bureau's Outreach"
    _inherit = ["zhaoshang.bureau.kept"]

    # the id of a row: its bureau × this, and the number of its period, which fits below
    _zs_periods = 10_000
    _zs_signs = {}  # state -> sign
    _zs_figures = ()  # fields that the words tell

    bureau_id = fields.Many2one("zhaoshang.bureau", readonly=True)
    company_id = fields.Many2one("res.company", "County", readonly=True)
    watched = fields.Boolean(readonly=True, help="Earlier periods are shown, not held against.")
    words = fields.Char("In Words", compute="_compute_words")
    explanation = fields.Text(compute="_compute_words")

    def init(self):
        if self._abstract:
            return
        tools.drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            SQL("CREATE VIEW %s AS %s", SQL.identifier(self._table), self._zs_query())
        )

    @api.model
    def _zs_query(self):
        """Return the SELECT behind the rows, with all stored fields."""
        raise NotImplementedError

    def _state_text(self):
        """Return where the period stands, in a sentence with its figures."""
        raise NotImplementedError

    def _basis_texts(self):
        """Return what the state rests on: clause, figures and parameters."""
        raise NotImplementedError

    @api.depends(lambda self: ("state", *self._zs_figures))
    @api.depends_context("lang")
    def _compute_words(self):
        for period in self:
            text = period._state_text()
            period.words = f"{self._zs_signs[period.state]} {text}"
            period.explanation = "\n".join(
                [text, *period._basis_texts(), *period._reservation_texts()]
            )

    def _reservation_texts(self):
        """Yield why the figures are not the last word."""
        if not self.watched:
            yield self.env._(
                "Before the day from which duties are watched: shown, not held against."
            )

    @api.model
    def _domain_readable(self):
        """Counts name nobody (R012)."""
        if any(self.env.user.has_group(group) for group in WATCHING):
            return Domain("company_id", "in", self.env.companies.ids)
        return super()._domain_readable()

    @api.model
    def _domain_readable_to_officer(self):
        """R041: a leader reads the bureaus linked to him."""
        seen = super()._domain_readable_to_officer()
        if self.env.user.has_group(LEADER):
            seen |= Domain("bureau_id.leader_ids", "in", self.env.user.ids)
        return seen
