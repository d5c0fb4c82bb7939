import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...rules import target as rules
from ..clock import county_today

AUTHORITY = "zhaoshang_office.group_bureau_authority"
STATES = [
    ("draft", "Draft"),
    ("printed", "Letter Printed"),
    ("in_force", "In Force"),
    ("replaced", "Replaced"),
]


def _overlap_message(env, diagnostics):
    """Name the target that stands in the way; told after the failed insert is undone."""
    text = env._(
        "This bureau has a target in that time already (clause 5, R018). A change is a new version "
        "of it: open that target and press “New Version”."
    )
    detail = (diagnostics and diagnostics.message_detail) or ""
    found = re.findall(r"\[(\d+),\d+\), \[(\d{4}-\d\d-\d\d),", detail)
    if not found:
        return text
    bureau, date_from = found[-1]
    first = env["zhaoshang.target"].search(
        [("bureau_id", "=", int(bureau)), ("date_from", "=", date_from)], order="version", limit=1
    )
    return f"{text} ({first.display_name})" if first else text


class Target(models.Model):
    """What a bureau brings in two years, agreed by a signed letter (clause 5, R018–R022, R025).

    Issued once for a term. A change is a new version with its reason and its document; the old
    one stays readable. It is in force once the signed copy is kept and a second member of
    招商管理局 has agreed.
    """

    _name = "zhaoshang.target"
    _description = "Target"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "zhaoshang.approval.mixin",
        "zhaoshang.audit.mixin",
    ]
    _order = "date_from desc, bureau_id, version desc"
    _rec_names_search = ("bureau_id.name",)
    _check_company_auto = True
    _zs_approval_gates = ("state=in_force",)
    _zs_audit_fields = (
        "bureau_id",
        "state",
        "date_from",
        "date_to",
        "amount",
        "big_projects",
        "factor",
        "document",
        "signed_on",
    )

    bureau_id = fields.Many2one(
        "zhaoshang.bureau",
        required=True,
        index=True,
        ondelete="restrict",
        # no check_company: the county is the bureau's own, and a form that does not know it yet
        # would offer nothing
        domain="[('state', '!=', 'closed')]",
        help="Clause 5, R018: one target for each bureau and term of two years.",
    )
    company_id = fields.Many2one(
        related="bureau_id.company_id", store=True, index=True, string="County", precompute=True
    )
    date_from = fields.Date("Term From", required=True, help="Clause 5, R018.")
    date_to = fields.Date(
        "Term To",
        compute="_compute_date_to",
        store=True,
        precompute=True,
        help="Clause 3, R007: two years less one day.",
    )
    version = fields.Integer(default=1, readonly=True, copy=False, aggregator=None)
    previous_id = fields.Many2one(
        "zhaoshang.target", "Replaces", readonly=True, copy=False, ondelete="restrict"
    )
    next_ids = fields.One2many("zhaoshang.target", "previous_id", "Replaced By")
    rule_set_id = fields.Many2one(
        "zhaoshang.rule.set",
        "Parameters",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="R139: the set in force when the term began.",
    )
    factor = fields.Float(
        digits=(4, 2),
        compute="_compute_factor",
        store=True,
        readonly=False,
        precompute=True,
        help="Clause 5, R025 (the text is silent): a factor other than 1 needs a document.",
    )
    amount = fields.Float(
        "Arrivals (10,000 yuan)",
        digits=(12, 2),
        compute="_compute_amount",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        tracking=True,
        help="Clause 5, R019: money in fixed assets, not less than this in two years.",
    )
    big_projects = fields.Integer(
        "Large Industrial Projects",
        compute="_compute_big_projects",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="Clause 5, R020: fixed investment of a hundred million yuan or more.",
    )
    document = fields.Char(
        "Document Number",
        help="R018, R025: a change, and figures other than the regulation's, rest on a document.",
    )
    reason = fields.Text("Reason for the Change", help="R018.")
    person_ids = fields.One2many(
        "zhaoshang.target.person",
        "target_id",
        "Responsible People",
        help="Clause 5, R022: the head first, the deputies directly.",
    )
    state = fields.Selection(
        STATES,
        "Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    drafted_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    printed_on = fields.Date(readonly=True, copy=False)
    signed_on = fields.Date(copy=False, help="Clause 5, R021.")
    signed_scan = fields.Binary("Signed Copy", attachment=True, copy=False, help="Clause 5, R021.")
    signed_scan_name = fields.Char(copy=False)
    in_force_from = fields.Date(readonly=True, copy=False)
    can_edit = fields.Boolean(compute="_compute_can_edit")
    next_step = fields.Char("What Comes Next", compute="_compute_next_step")

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A term ends on or after the day it begins (R018)."
    )
    _not_negative = models.Constraint(
        "CHECK (amount >= 0 AND big_projects >= 0 AND factor >= 0)",
        "Figures of a target are not negative (R019, R020).",
    )
    _one_a_term = models.Constraint(
        "EXCLUDE USING gist (int4range(bureau_id, bureau_id, '[]') WITH &&, "
        "daterange(LEAST(date_from, date_to), date_to, '[]') WITH &&) WHERE (previous_id IS NULL)",
        _overlap_message,
    )
    _one_in_force = models.Constraint(
        "EXCLUDE USING gist (int4range(bureau_id, bureau_id, '[]') WITH &&, "
        "daterange(LEAST(date_from, date_to), date_to, '[]') WITH &&) WHERE (state = 'in_force')",
        _overlap_message,
    )
    _one_next_version = models.UniqueIndex(
        "(previous_id) WHERE previous_id IS NOT NULL",
        "A new version of this target is drafted already (R018). Go on with that one.",
    )

    @api.depends("bureau_id", "date_from", "date_to", "version")
    def _compute_display_name(self):
        for target in self:
            term = f"{target.date_from or ''} – {target.date_to or ''}"
            name = f"{target.bureau_id.name} {term}" if target.bureau_id else ""
            if target.version > 1:
                name = self.env._("%(name)s, version %(number)s", name=name, number=target.version)
            target.display_name = name

    @api.depends("date_from", "company_id")
    def _compute_date_to(self):
        for target in self:
            target.date_to = target.date_from and rules.period_end(
                target.date_from, target._rules_of_term().term_years
            )

    @api.depends("bureau_id", "date_from")
    def _compute_factor(self):
        for target in self:
            target.factor = target._rules_of_term().target_factor

    @api.depends("factor", "date_from", "bureau_id")
    def _compute_amount(self):
        for target in self:
            standard = target._rules_of_term().target_arrival
            target.amount = float(rules.target_amount(standard, target.factor))

    @api.depends("bureau_id", "date_from")
    def _compute_big_projects(self):
        for target in self:
            target.big_projects = target._rules_of_term().target_big_project

    def _rules_of_term(self):
        """Return the parameters by which this target is issued and counted (R139)."""
        day = self.date_from or county_today(self.env)
        company = self.company_id or self.bureau_id.company_id or self.env.company
        return self.rule_set_id or self.env["zhaoshang.rule.set"]._at(day, company)

    @api.depends("state", "zs_approval_state")
    @api.depends_context("uid")
    def _compute_can_edit(self):
        keeper = self.env.user.has_group(AUTHORITY)
        for target in self:
            target.can_edit = (
                keeper
                and target.state in ("draft", "printed")
                and target.zs_approval_state in ("draft", "returned", "withdrawn")
            )

    @api.depends("state", "signed_scan", "signed_on", "zs_approval_state")
    def _compute_next_step(self):
        texts = {
            "draft": self.env._("Print the letter of responsibility for both parties to sign."),
            "printed": self.env._("Have it signed, then enter the day and the scan here."),
            "signed": self.env._(
                "Submit it: a second member of the investment bureau puts it in force."
            ),
            "running": self.env._("Waiting for a second member of the investment bureau."),
        }
        for target in self:
            key = target.state
            if key == "printed" and target.signed_scan and target.signed_on:
                key = "signed"
            if target.zs_approval_state == "running":
                key = "running"
            target.next_step = texts.get(key, False)

    @api.constrains("factor", "amount", "big_projects", "document", "previous_id", "reason")
    def _check_document(self):
        """R018, R025: whatever is not the regulation's own figure rests on a document."""
        for target in self:
            parameters = target._rules_of_term()
            usual = rules.target_amount(parameters.target_arrival, 1)
            differs = (
                rules.in_cents(target.amount) != usual
                or target.big_projects != parameters.target_big_project
                or rules.in_cents(target.factor) != 1
            )
            written = (target.document or "").strip()
            if target.previous_id and not (written and (target.reason or "").strip()):
                raise ValidationError(
                    self.env._(
                        "A target is issued once; a new version names its reason and its document "
                        "(clause 5, R018)."
                    )
                )
            if differs and not written:
                raise ValidationError(
                    self.env._(
                        "Factor %(factor)s, %(amount)s × 10,000 yuan and %(count)s projects are "
                        "not the usual figures (%(usual)s and %(projects)s). Name the document "
                        "that decided it (clause 5, R025).",
                        factor=target.factor,
                        amount=target.amount,
                        count=target.big_projects,
                        usual=usual,
                        projects=parameters.target_big_project,
                    )
                )
