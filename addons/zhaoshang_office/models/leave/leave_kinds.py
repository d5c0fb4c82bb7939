import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...rules import leave as rules
from ..words import join_names
from .rule_set import SPECIAL_LEADERS


class Leave(models.Model):
    """What each kind of absence asks for beside its days (clause 10, R072–R074, R081, R082)."""

    _inherit = "zhaoshang.leave"

    organisation_id = fields.Many2one(
        "zhaoshang.organisation",
        "Client",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        domain="[('bureau_id', '=', bureau_id)]",
        help="R074 (our reading): whom you bring to the county, where no visit is entered yet.",
    )
    project_id = fields.Many2one(
        "zhaoshang.project",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        domain="[('bureau_id', '=', bureau_id), ('stage', '!=', 'dropped')]",
    )
    paper = fields.Binary(
        "Written Application",
        compute="_compute_paper",
        inverse="_inverse_paper",
        help="Clause 10, R082: the signed application, scanned. Read by those who read the reason.",
    )
    paper_name = fields.Char("Name of the File", compute="_compute_paper", inverse="_inverse_paper")
    special_leader = fields.Selection(
        SPECIAL_LEADERS,
        "Leader Who Approves",
        compute="_compute_special_leader",
        store=True,
        help="Clause 10, R082: as the parameters of its first day say.",
    )
    asked_on = fields.Date(
        "Asked For On",
        readonly=True,
        copy=False,
        help="R088: the day on which it was first sent, or told by telephone and entered.",
    )
    asked_afterwards = fields.Boolean(
        "Asked For Afterwards",
        compute="_compute_asked_afterwards",
        store=True,
        help="R088: asked for after its first day (补办).",
    )
    marks = fields.Char("Remarks", compute="_compute_marks")

    @api.onchange("kind")
    def _onchange_kind(self):
        """What another kind asks for is not kept behind the form."""
        if self.kind != "escort":
            self.client_visit_id = self.organisation_id = self.project_id = False
        if self.kind != "county_duty":
            self.notice_number = False
        if self.kind != "special":
            self.paper = self.paper_name = False

    @api.depends("kind", "date_from", "company_id")
    def _compute_special_leader(self):
        for leave in self:
            leave.special_leader = leave.kind == "special" and leave._rule_set().special_leader

    @api.depends("asked_on", "date_from")
    def _compute_asked_afterwards(self):
        for leave in self:
            leave.asked_afterwards = bool(
                leave.asked_on
                and leave.date_from
                and rules.is_asked_afterwards(leave.date_from, leave.asked_on)
            )

    @api.depends("asked_afterwards", "extends_id", "turned_from_id", "entered_by_id")
    @api.depends_context("lang")
    def _compute_marks(self):
        for leave in self:
            leave.marks = join_names(self.env, leave._marks()) or False

    def _marks(self):
        """What sets this leave apart, in a word each."""
        marks = {
            self.env._("prolongs a leave"): self.extends_id,
            self.env._("turned from a leave"): self.turned_from_id,
            self.env._("asked afterwards"): self.asked_afterwards,
            self.env._("entered by the office"): self.entered_by_id,
        }
        return [word for word, holds in marks.items() if holds]

    @api.depends_context("uid")
    def _compute_paper(self):
        readable = self._reason_readable()._origin.ids
        papers = self.env["zhaoshang.leave.paper"].sudo().search([("leave_id", "in", readable)])
        of_leave = {paper.leave_id.id: paper for paper in papers}
        for leave in self:
            paper = of_leave.get(leave._origin.id)
            leave.paper = paper and paper.content
            leave.paper_name = paper and paper.name

    def _inverse_paper(self):
        papers = self.env["zhaoshang.leave.paper"].sudo()
        for leave in self:
            if not self.env.su and leave.sudo().user_id != self.env.user:
                raise AccessError(
                    self.env._("The written application is put in by the person who asks.")
                )
            kept = papers.search([("leave_id", "=", leave.id)])
            content, name = leave.paper, leave.paper_name or self.env._("application")
            if not content:
                kept.unlink()
            elif kept:
                kept.write({"content": content, "name": name})
            else:
                papers.create({"leave_id": leave.id, "content": content, "name": name})
        self.invalidate_recordset(["paper", "paper_name"], flush=False)

    def _has_paper(self):
        """R082: its own paper, or that of the leave it prolongs."""
        if self.with_context(bin_size=False).paper:
            return True
        return bool(self.extends_id) and self.sudo().extends_id._has_paper()

    def _has_client(self):
        own = self.sudo()
        return bool(own.client_visit_id or own.organisation_id or own.project_id)

    def _needs_head(self):
        """R077, R081, R082: whether the head decides; of the others he gets a copy at most."""
        summoned = self.kind == "county_duty" and self.notice_number
        return self.route == "deputy" and self.kind != "special" and not summoned

    def _client_text(self):
        """Whom an escort is for, in words that tell nobody's name: the form is read by many."""
        own, texts = self.sudo(), []
        if own.client_visit_id:
            texts.append(self.env._("client visit of %s", own.client_visit_id.date_from))
        if own.project_id:
            texts.append(self.env._("project %s", own.project_id.display_name))
        if own.organisation_id and not texts:
            texts.append(self.env._("a client in the address book"))
        return join_names(self.env, texts) or None

    def _paper_digest(self):
        """What of the paper is signed with the request: its name, and a sum over its content."""
        paper = self.env["zhaoshang.leave.paper"].sudo().search([("leave_id", "=", self.id)])
        if not paper:
            return None
        content = base64.b64decode(paper.with_context(bin_size=False).content)
        return f"{paper.name} (sha256 {hashlib.sha256(content).hexdigest()[:16]})"
