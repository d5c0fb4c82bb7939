from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..worked_out import refuse_others

OFFICE = "zhaoshang_office.group_office"
DRAFT, PROPOSED, REFUSED = "draft", "proposed", "refused"
PUBLISHED, WITHDRAWN = "published", "withdrawn"
TYPED = frozenset({"title", "body", "worklog_id"})
OPEN = frozenset({DRAFT, REFUSED})


class Publication(models.Model):
    """A log or an article for the public column 招商日志 (clause 9, R060).

    Proposed by its writer, checked by the management office, then public. It names no project that
    is not signed and no investor.
    """

    _name = "zhaoshang.publication"
    _description = "Text for the Public Column"
    _inherit = [
        "mail.thread",
        "zhaoshang.unranked",
        "zhaoshang.worked.out",
        "zhaoshang.audit.mixin",
        "zhaoshang.bureau.kept",
    ]
    _order = "published_at desc, id desc"
    _rec_name = "title"
    _rec_names_search = ("title", "body")
    _check_company_auto = True
    _zs_worked_out = frozenset(
        {
            "appointment_id", "user_id", "bureau_id", "company_id", "state", "decided_by_id",
            "refusal", "published_at", "withdrawn_at", "withdrawal",
        }
    )  # fmt: skip
    _zs_audit_fields = ("title", "state", "refusal", "withdrawal", "published_at")

    title = fields.Char(required=True)
    body = fields.Text(
        "Text", required=True, help="R060: without unsigned projects, investors and numbers."
    )
    worklog_id = fields.Many2one(
        "zhaoshang.worklog", "From the Log", readonly=True, ondelete="restrict", copy=False,
        index="btree_not_null",
    )  # fmt: skip
    appointment_id = fields.Many2one(
        "zhaoshang.appointment", "Written By", required=True, readonly=True, ondelete="restrict",
        check_company=True,
        default=lambda self: self.env["zhaoshang.appointment"]._current(self.env.user),
    )  # fmt: skip
    user_id = fields.Many2one(related="appointment_id.user_id", store=True, index=True)
    bureau_id = fields.Many2one(related="appointment_id.bureau_id", store=True, index=True)
    company_id = fields.Many2one(
        related="appointment_id.company_id", store=True, index=True, string="County"
    )
    state = fields.Selection(
        [
            (DRAFT, "Draft"),
            (PROPOSED, "To Be Checked"),
            (REFUSED, "Refused"),
            (PUBLISHED, "Published"),
            (WITHDRAWN, "Withdrawn"),
        ],
        "Status",
        default=DRAFT,
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    refusal = fields.Text("Reason of the Refusal", readonly=True, copy=False)
    decided_by_id = fields.Many2one(
        "res.users", "Checked By", readonly=True, copy=False, ondelete="restrict"
    )
    published_at = fields.Datetime(readonly=True, copy=False)
    withdrawn_at = fields.Datetime(readonly=True, copy=False)
    withdrawal = fields.Char("Reason of the Withdrawal", readonly=True, copy=False)
    public_url = fields.Char("Public Address", compute="_compute_public_url")
    is_mine = fields.Boolean(compute="_compute_is_mine")

    _once = models.UniqueIndex(
        "(worklog_id) WHERE worklog_id IS NOT NULL AND state <> 'withdrawn'",
        "This log has been taken for the column already (R060).",
    )
    _shown = models.Index("(company_id, published_at) WHERE state = 'published'")

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for text in self:
            text.is_mine = not text.id or text.user_id == self.env.user

    @api.model_create_multi
    def create(self, vals_list):
        """Its writer is who begins it; a log is his own (R043, R060)."""
        post = self.env["zhaoshang.appointment"]._current(self.env.user)
        if not self.env.su and not post:
            raise AccessError(
                self.env._("Only officers in post write for the column (clause 9, R060).")
            )
        if not self.env.su:
            refuse_others(self, vals_list, TYPED)
        for vals in vals_list:
            self._check_own_log(vals.get("worklog_id"))
        own = {} if self.env.su else {"appointment_id": post.id}
        texts = super(Publication, self.sudo()).create([vals | own for vals in vals_list])
        return texts.sudo(self.env.su)

    @api.model
    def _domain_readable_to_offices(self):
        """R060: what nobody has proposed yet is its bureau's own."""
        return Domain("state", "!=", DRAFT) | self._domain_readable_to_officer()

    def _check_own_log(self, number):
        if number and not self.env.su:
            log = self.env["zhaoshang.worklog"].browse(number)
            if not log.has_access("read") or log.user_id != self.env.user:
                raise AccessError(self.env._("Only one's own log is proposed (R043, R060)."))

    def write(self, vals):
        if not self.env.su:
            if {"worklog_id"} & set(vals):
                raise AccessError(self.env._("The log behind a text stays."))
            for text in self:
                text._check_writer()
        return super().write(vals)

    def _check_writer(self):
        """R060: the writer while it is open; the office while it checks."""
        if self.state in OPEN and self.user_id == self.env.user:
            return
        if self.state == PROPOSED and self.env.user.has_group(OFFICE):
            return
        if self.user_id == self.env.user:
            raise UserError(
                self.env._(
                    "A text that is being checked or was published stays as it is (R060). Take it "
                    "back first."
                )
            )
        raise AccessError(
            self.env._("A text is changed by its writer, and by who checks it (R060).")
        )

    def unlink(self):  # pylint: disable=method-required-super
        raise UserError(self.env._("Texts of the column are kept (R138)."))

    def _govern(self, vals, *states):
        """Change the state once: whoever comes second learns of it."""
        rows = self.env.execute_query(
            SQL(
                "UPDATE zhaoshang_publication SET state = state WHERE id IN %s AND state IN %s"
                " RETURNING id",
                tuple(self.ids) or (0,),
                states,
            )
        )
        if len(rows) != len(self):
            raise UserError(self.env._("The text has moved on meanwhile. Open it anew (R060)."))
        self.sudo().write(vals)
        self.flush_recordset(["state"])

    def action_propose(self):
        """Give it to the management office; what the writer's bureau keeps secret is refused."""
        self.check_access("read")
        for text in self:
            if text.user_id != self.env.user:
                raise AccessError(self.env._("A text is proposed by its writer (R060)."))
            text._check_secrets(text._secrets_of_bureau())
        self._govern({"state": PROPOSED, "refusal": False}, DRAFT, REFUSED)

    def action_take_back(self):
        """Back to the writer, before it has been published."""
        self.check_access("read")
        if any(text.user_id != self.env.user for text in self):
            raise AccessError(self.env._("A text is taken back by its writer (R060)."))
        self._govern({"state": DRAFT}, PROPOSED)

    def action_publish(self):
        """Publish what was checked (管理办公室); against all secrets of the county (R060)."""
        self._check_office()
        for text in self:
            text._check_secrets(text._secrets_of_county())
        self._govern(
            {
                "state": PUBLISHED,
                "decided_by_id": self.env.uid,
                "published_at": fields.Datetime.now(),
            },
            PROPOSED,
        )

    def action_refuse(self, reason=None):
        """Give it back with the reason (管理办公室)."""
        self._check_office()
        reason = str(reason or "").strip()
        if not reason:
            raise UserError(self.env._("Write why it is refused (clause 9, R060)."))
        self._govern({"state": REFUSED, "refusal": reason, "decided_by_id": self.env.uid}, PROPOSED)

    def action_withdraw(self, reason=None):
        """Take a published text out of the column at once (管理办公室)."""
        self._check_office()
        reason = str(reason or "").strip()
        if not reason:
            raise UserError(self.env._("Write why it is taken out of the column (R060)."))
        self._govern(
            {
                "state": WITHDRAWN,
                "withdrawal": reason,
                "withdrawn_at": fields.Datetime.now(),
            },
            PUBLISHED,
        )

    def _check_office(self):
        self.check_access("read")
        if not self.env.user.has_group(OFFICE):
            raise AccessError(
                self.env._(
                    "Texts are checked and published by the management office alone (clause 9, "
                    "R060)."
                )
            )

    def action_ask(self):
        """Open the box for a reason; what it is for stands in the button's context."""
        self.ensure_one()
        withdraws = self.state == PUBLISHED
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reason"),
            "res_model": "zhaoshang.publication.reason",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_publication_id": self.id,
                "default_purpose": "withdraw" if withdraws else "refuse",
            },
        }


class Worklog(models.Model):
    _inherit = "zhaoshang.worklog"

    def action_propose_publication(self):
        """Begin a text for the column from this log (its writer, R060)."""
        self.ensure_one()
        self.check_access("read")
        texts = self.env["zhaoshang.publication"]
        text = texts.search([("worklog_id", "=", self.id), ("state", "!=", WITHDRAWN)], limit=1)
        if not text:
            secrets = texts._secrets(self.sudo().bureau_id)
            text = texts.create(
                {
                    "title": self.env._("Work log of %s", self.day),
                    "body": texts._masked(self.content, secrets),
                    "worklog_id": self.id,
                }
            )
        return text._get_records_action()
