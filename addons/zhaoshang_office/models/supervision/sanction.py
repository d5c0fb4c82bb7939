from odoo import api, fields, models

from ...rules import grounds, ladder

KINDS = [
    ("criticism", "Public Criticism"),
    ("warning", "Warning"),
    ("dismissal", "Dismissal"),
]
KIND_OF_STEP = {
    ladder.CRITICISM: "criticism",
    ladder.WARNING: "warning",
    ladder.DISMISSAL: "dismissal",
}
STEP_OF_KIND = {kind: step for step, kind in KIND_OF_STEP.items()}
LADDER = "ladder"
GROUNDS = [
    (LADDER, "Third Offence and Those Before"),
    (grounds.LOW_PRESENCE, "Too Few Days at Post in a Month"),
    (grounds.TWO_MONTHS, "Two Months Running Below the Days"),
    (grounds.NO_RESULT, "No Result for Months"),
    (grounds.GRAVE, "Grave Influence"),
]
STATES = [
    ("draft", "Draft"),
    ("decided", "Decided, Not Served"),
    ("served", "Served"),
    ("withdrawn", "Sanction Withdrawn"),
    ("refused", "Refused"),
    ("dropped", "Given Up"),
]
STATUSES = [
    ("draft", "Being Prepared"),
    ("running", "Being Decided"),
    ("returned", "Returned"),
    ("decided", "Decided, Not Served"),
    ("served", "Served"),
    ("withdrawn", "Sanction Withdrawn"),
    ("refused", "Refused"),
    ("dropped", "Given Up"),
]


class Sanction(models.Model):
    """A public criticism, a warning or a case of dismissal (clause 11, R091 to R105).

    A person drafts it from confirmed findings; which step it is, the count says. It goes through
    approval, gets its number when it is decided, is served, may be reviewed and withdrawn, and
    stays readable. Nothing here happens because time goes by.
    """

    _name = "zhaoshang.sanction"
    _description = "Sanction"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "zhaoshang.kept.links",
        "zhaoshang.audit.mixin",
        "zhaoshang.approval.mixin",
        "zhaoshang.document.mixin",
    ]
    _order = "id desc"
    _rec_names_search = ("number", "appointment_id.name")
    _check_company_auto = True
    _zs_approval_keep_read = True
    _zs_approval_revocable = False
    _zs_kept_in_bureau = True
    _zs_audit_fields = (
        "kind",
        "ground",
        "state",
        "number",
        "effective_on",
        "served_on",
        "served_way",
        "withdrawn_reason",
    )

    kind = fields.Selection(KINDS, required=True, readonly=True, index=True)
    ground = fields.Selection(
        GROUNDS,
        "Rests On",
        required=True,
        default=LADDER,
        help="Clause 11: the steps one after another, or one of the four direct grounds.",
    )
    state = fields.Selection(STATES, required=True, readonly=True, default="draft", copy=False)
    status = fields.Selection(STATUSES, compute="_compute_status", store=True, index=True)
    number = fields.Char("Document Number", readonly=True, copy=False)
    appointment_id = fields.Many2one(
        "zhaoshang.appointment", "Officer", required=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        related="appointment_id.user_id", store=True, index=True, string="User"
    )
    bureau_id = fields.Many2one(
        related="appointment_id.bureau_id", store=True, index=True, string="Bureau"
    )
    company_id = fields.Many2one(
        related="appointment_id.company_id", store=True, index=True, string="County"
    )
    finding_ids = fields.One2many("zhaoshang.finding", "sanction_id", "Findings", readonly=True)
    facts = fields.Text(help="What happened, when and how it is known.")
    analysis = fields.Text("Nature", help="What clause it goes against, and how grave it is.")
    admonition = fields.Text(help="What is expected from now on.")
    basis = fields.Text(
        "Basis as Sent",
        readonly=True,
        copy=False,
        help="The count as it was when the draft was sent to be decided.",
    )
    evidence_text = fields.Text(
        "Evidence Collected",
        readonly=True,
        copy=False,
        help="What the records said on the day on which the case was opened.",
    )
    ground_key = fields.Char(readonly=True, copy=False, help="The month or day of the ground.")
    statement = fields.Text(
        "Statement of the Person", readonly=True, copy=False, help="Clause 11, R103."
    )
    statement_on = fields.Date("Stated On", readonly=True, copy=False)
    statement_asked_on = fields.Date("Asked to State On", readonly=True, copy=False)
    statement_until = fields.Date("May State Until", readonly=True, copy=False)
    evidence = fields.Binary(attachment=True, copy=False)
    evidence_name = fields.Char("Evidence File", copy=False)
    effective_on = fields.Date(
        "In Force From", copy=False, help="R104: from this day on the duties have ended."
    )
    rule_set_id = fields.Many2one(
        "zhaoshang.rule.set", "Parameters", readonly=True, ondelete="restrict"
    )
    drafted_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    decided_on = fields.Date(readonly=True, copy=False)
    served_on = fields.Date(readonly=True, copy=False, help="Clause 11, R095 (our reading).")
    served_way = fields.Selection(
        [
            ("handed", "Handed Over in Person"),
            ("left", "Left With a Witness"),
            ("post", "Registered Post"),
            ("unit", "Through the Host Unit"),
        ],
        "Way of Service",
        readonly=True,
        copy=False,
    )
    served_note = fields.Char("Remark on the Service", readonly=True, copy=False)
    served_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    receipt = fields.Binary("Receipt of Service", attachment=True, readonly=True, copy=False)
    receipt_name = fields.Char(readonly=True, copy=False)
    talk_on = fields.Date(readonly=True, copy=False, help="R092.")
    talk_with = fields.Char("Talk Held By", readonly=True, copy=False)
    talk_note = fields.Text("Record of the Talk", readonly=True, copy=False)
    review_until = fields.Date(readonly=True, copy=False, help="R105 (the text is silent).")
    review_ids = fields.One2many("zhaoshang.sanction.review", "sanction_id", "Reviews")
    withdrawn_on = fields.Date(readonly=True, copy=False)
    withdrawn_reason = fields.Text("Withdrawn Because", readonly=True, copy=False)
    withdrawn_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")

    _served_has_its_receipt = models.Constraint(
        "CHECK (state <> 'served' OR (served_on IS NOT NULL AND served_way IS NOT NULL))",
        "A served sanction has the day and the way of its service.",
    )
    _direct_is_dismissal = models.Constraint(
        "CHECK (ground = 'ladder' OR kind = 'dismissal')",
        "A direct ground is verified for dismissal (clause 11).",
    )

    _once_a_ground = models.UniqueIndex(
        "(appointment_id, ground, ground_key) WHERE ground_key IS NOT NULL",
        "This ground has its case already.",
    )

    @api.depends("state", "zs_approval_state")
    def _compute_status(self):
        for sanction in self:
            approval = sanction.zs_approval_state
            waits = sanction.state == "draft" and approval in ("running", "returned")
            sanction.status = approval if waits else sanction.state

    @api.depends("kind", "appointment_id", "number")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for sanction in self:
            person = sanction.appointment_id.sudo().name
            name = person and self.env._(
                "%(kind)s: %(person)s", kind=kinds.get(sanction.kind) or "", person=person
            )
            sanction.display_name = f"{name} {sanction.number}" if sanction.number else name or ""

    def _zs_kept_links(self):
        """R012: the name of an officer whom one does not see is not told by typing a number."""
        return super()._zs_kept_links() | {"appointment_id"}
