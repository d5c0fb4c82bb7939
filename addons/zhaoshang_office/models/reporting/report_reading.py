from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...rules import duty as rules
from ..clock import county_moment
from .report_written import SENT

OFFICE, AUTHORITY = "office", "bureau_authority"
DEPARTMENT, LEADER = "organisation_department", "leader"
# whom a report goes to: R051, R053, R055
ADDRESSEES = {
    rules.FRIDAY_REPORT: (OFFICE,),
    rules.MONTH_REPORT: (DEPARTMENT, AUTHORITY),
    rules.BIMONTH_REPORT: (LEADER,),
}
PARTIES = [
    (OFFICE, "Management Office"),
    (DEPARTMENT, "Organisation Department"),
    (AUTHORITY, "Investment Bureau"),
    (LEADER, "Linked Leader"),
]


class ReportReading(models.Model):
    """That an addressee has read a report, and what he remarked: 已阅 (clause 8, R053, R055)."""

    _name = "zhaoshang.report.reading"
    _description = "Reading of a Report"
    _inherit = ["zhaoshang.readable"]
    _order = "read_at, id"

    report_id = fields.Many2one(
        "zhaoshang.report", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="report_id.company_id", store=True, string="County")
    party = fields.Selection(PARTIES, "Addressee", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Read By", required=True, readonly=True, ondelete="restrict"
    )
    read_at = fields.Datetime(required=True, readonly=True)
    remark = fields.Text("Remark or Instruction", readonly=True)

    _once = models.UniqueIndex("(report_id, party, user_id)", "It is marked as read already.")

    @api.depends("party", "user_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        parties = dict(self._fields["party"]._description_selection(self.env))
        for reading in self:
            reading.display_name = f"{parties.get(reading.party)} {reading.user_id.sudo().name}"

    @api.model
    def _domain_readable(self):
        """R012, R053: who reads the report reads who has read it."""
        reports = self.env["zhaoshang.report"].sudo(False)
        return Domain("report_id", "in", reports.sudo()._search(reports._domain_readable()))

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise self._refuse()
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            raise self._refuse()
        return super().write(vals)

    def unlink(self):  # pylint: disable=method-required-super
        raise self._refuse()

    def _refuse(self):
        return AccessError(
            self.env._("A report is marked as read by its addressees, with the button (R053).")
        )


class Report(models.Model):
    _inherit = "zhaoshang.report"

    reading_ids = fields.One2many("zhaoshang.report.reading", "report_id", "Read By", readonly=True)
    reading_words = fields.Char("Who Has Read It", compute="_compute_reading_words")
    to_read = fields.Boolean(
        "To Be Read by Me", compute="_compute_to_read", search="_search_to_read"
    )
    can_remark = fields.Boolean(compute="_compute_to_read")

    @api.depends("reading_ids", "state", "kind")
    @api.depends_context("lang")
    def _compute_reading_words(self):
        names = dict(
            self.env["zhaoshang.report.reading"]._fields["party"]._description_selection(self.env)
        )
        for report in self:
            first = {}
            for reading in report.sudo().reading_ids:
                first.setdefault(reading.party, reading.read_at)
            parties = ADDRESSEES.get(report.kind, ()) if report.state == SENT else ()
            report.reading_words = self.env._("; ").join(
                self.env._(
                    "✔ %(party)s read it on %(day)s",
                    party=names[party],
                    day=f"{county_moment(first[party]):%m-%d}",
                )
                if party in first
                else self.env._("◔ %s has not read it", names[party])
                for party in parties
            )

    @api.depends_context("uid")
    @api.depends("reading_ids", "state")
    def _compute_to_read(self):
        for report in self:
            mine = report._my_parties()
            done = set(report.sudo().reading_ids.mapped("party"))
            report.to_read = report.state == SENT and bool(mine - done)
            remarked = bool(report._my_readings().filtered("remark"))
            report.can_remark = report.state == SENT and bool(mine) and not remarked

    def _search_to_read(self, operator, value):
        if operator != "in":
            return NotImplemented
        found = Domain.FALSE
        for kind, parties in ADDRESSEES.items():
            for party in parties:
                if self.env.user.has_group(f"zhaoshang_office.group_{party}"):
                    mine = Domain("kind", "=", kind) & ~Domain("reading_ids.party", "in", [party])
                    if party == LEADER:
                        mine &= Domain("bureau_id.leader_ids", "in", [self.env.uid])
                    found |= mine
        return found & Domain("state", "=", SENT)

    def _my_parties(self):
        """Return for which addressees the user reads this report."""
        user = self.env.user
        return {
            party
            for party in ADDRESSEES.get(self.kind, ())
            if user.has_group(f"zhaoshang_office.group_{party}")
            and (party != LEADER or user in self.sudo().bureau_id.leader_ids)
        }

    def _my_readings(self):
        """Return the rows in which the user has marked this report as read."""
        return self.sudo().reading_ids.filtered(lambda reading: reading.user_id == self.env.user)

    def action_mark_read(self, remark=None):
        """已阅: by each addressee for itself; a remark or an instruction goes along or follows."""
        self.check_access("read")
        remark = str(remark or "").strip() or False
        for report in self:
            report._check_addressed()
            mine = report._my_readings()
            if remark and mine:
                report._check_silent(mine)
                mine.remark = remark
            mine.create(
                [
                    {
                        "report_id": report.id,
                        "party": party,
                        "user_id": self.env.uid,
                        "read_at": fields.Datetime.now(),
                        "remark": remark,
                    }
                    for party in sorted(report._my_parties() - set(mine.mapped("party")))
                ]
            )
            report.invalidate_recordset(["reading_ids", "reading_words", "to_read", "can_remark"])

    def _check_silent(self, readings):
        """What somebody has remarked stays as the bureau has read it."""
        if any(readings.mapped("remark")):
            raise UserError(
                self.env._(
                    "You have written your remark on this report, and it stays (R053, R055). Hand "
                    "over an item or call the bureau for what is to be added."
                )
            )

    def _check_addressed(self):
        if not self._my_parties():
            raise AccessError(
                self.env._("This report is addressed to others; they mark it as read (R053).")
            )
        if self.state != SENT:
            raise UserError(self.env._("The report has not been submitted yet (R053)."))
