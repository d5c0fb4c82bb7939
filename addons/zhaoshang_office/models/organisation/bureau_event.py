from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ..clock import county_today

# kind of event -> states of the bureau in which it may happen
ALLOWED = {
    "suspend": {"active"},
    "resume": {"suspended"},
    "relocate": {"active", "suspended"},
    "close": {"active", "suspended"},
}


class BureauEvent(models.Model):
    """Opening, moving, suspending or closing a bureau, with its date and document (R003)."""

    _name = "zhaoshang.bureau.event"
    _description = "Bureau Event"
    _inherit = ["zhaoshang.audit.mixin"]
    _order = "date desc, id desc"
    _rec_name = "document"
    _check_company_auto = True
    _zs_audit_fields = ("kind", "date", "document", "city", "takeover_bureau_id")

    bureau_id = fields.Many2one(
        "zhaoshang.bureau",
        required=True,
        ondelete="restrict",
        index=True,
        check_company=True,
    )
    kind = fields.Selection(
        [
            ("open", "Opened"),
            ("suspend", "Suspended"),
            ("resume", "Resumed"),
            ("relocate", "Moved"),
            ("close", "Closed"),
        ],
        "Event",
        required=True,
    )
    date = fields.Date(
        required=True,
        help="Clause 1, R003: the first day it holds; of a closing, the last day of the bureau.",
    )
    document = fields.Char("Document Number", help="Clause 1, R003.")
    city = fields.Char("New City")
    note = fields.Text("Remark")
    applied = fields.Boolean(readonly=True, copy=False)
    company_id = fields.Many2one(related="bureau_id.company_id", store=True)

    @api.constrains("document", "kind", "city")
    def _check_complete(self):
        for event in self.filtered(lambda e: e.kind != "open"):
            if not event.document:
                raise ValidationError(
                    self.env._("Name the document that decided it (clause 1, R003).")
                )
            if event.kind == "relocate" and not event.city:
                raise ValidationError(self.env._("Name the city the bureau moves to (R003)."))

    @api.model_create_multi
    def create(self, vals_list):
        fresh = {"applied": False, "handed_over": False}
        events = super().create([vals | fresh for vals in vals_list])
        for event in events:
            event._check_follows()
            if event.kind == "close":
                event.bureau_id.sudo()._govern({"closed_on": event.date})
        events._apply_due()
        return events

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("An event of a bureau is history and is not edited (R003)."))

    @api.ondelete(at_uninstall=True)
    def _unlink_never(self):
        raise UserError(self.env._("An event of a bureau is history and is not deleted (R003)."))

    def _check_follows(self):
        """Refuse an event after a closing, before an earlier event, or out of turn."""
        bureau = self.bureau_id
        earlier = bureau.event_ids - self
        if self.kind == "open":
            if earlier:
                raise UserError(self.env._("%s is open already.", bureau.name))
            return
        if closing := earlier.filtered(lambda e: e.kind == "close"):
            raise UserError(
                self.env._(
                    "%(bureau)s was closed on %(date)s by %(document)s: nothing follows (R003).",
                    bureau=bureau.name,
                    date=closing[0].date,
                    document=closing[0].document,
                )
            )
        if earlier and self.date < max(earlier.mapped("date")):
            raise UserError(
                self.env._(
                    "Events of a bureau follow each other in time; the last one is of %s.",
                    max(earlier.mapped("date")),
                )
            )
        if self._state_before() not in ALLOWED[self.kind]:
            raise UserError(
                self.env._("%s is not in a state in which this can happen (R003).", bureau.name)
            )

    def _state_before(self):
        turns = (self.bureau_id.event_ids - self).filtered(
            lambda e: e.kind in ("open", "suspend", "resume")
        )
        return "suspended" if turns[:1].kind == "suspend" else "active"

    @api.model
    def _record_opening(self, bureaus):
        self.create(
            [
                {
                    "bureau_id": bureau.id,
                    "kind": "open",
                    "date": bureau.opened_on,
                    "document": bureau.approval_document,
                    "city": bureau.city,
                }
                for bureau in bureaus
            ]
        )

    def _apply_due(self):
        """Let events whose day has come take effect on their bureaus, in their order."""
        today = county_today(self.env)
        for event in self.sudo().sorted(lambda e: (e.date, e.id)):
            if not event.applied and event._takes_effect_on() <= today:
                event._apply()

    def _apply(self):
        if vals := self._effect():
            self.bureau_id._govern(vals)
        self._mark_applied()

    def _mark_applied(self):
        self._mark({"applied": True})

    def _mark(self, vals):
        """What has been done about an event: the one write that ``write`` does not refuse."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def _takes_effect_on(self):
        return self.date + timedelta(days=1) if self.kind == "close" else self.date

    def _effect(self):
        return {
            "suspend": {"state": "suspended"},
            "resume": {"state": "active"},
            "relocate": {"city": self.city},
            "close": {"state": "closed"},
        }.get(self.kind)

    @api.model
    def _cron_apply_due(self):
        waiting = self.sudo().search([("applied", "=", False)])
        self.env["zhaoshang.job"]._each(
            "bureau",
            waiting.sorted(lambda e: (e.date, e.id)),
            type(self)._apply_due,
        )

    @api.model
    def _suspended_at(self, date):
        """Return the bureaus whose last turn before or on ``date`` was a suspension."""
        self.flush_model(["bureau_id", "kind", "date"])
        self.env.cr.execute(
            SQL(
                """
                SELECT bureau_id FROM (
                    SELECT DISTINCT ON (bureau_id) bureau_id, kind
                      FROM zhaoshang_bureau_event
                     WHERE date <= %s AND kind IN ('suspend', 'resume')
                  ORDER BY bureau_id, date DESC, id DESC
                ) AS turn WHERE kind = 'suspend'
                """,
                date,
            )
        )
        return self.env["zhaoshang.bureau"].browse(row[0] for row in self.env.cr.fetchall())
