from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..clock import county_today

TODO = "mail.mail_activity_data_todo"


class Bureau(models.Model):
    """The fixed office of a bureau: its lease and its telephone (clause 8, R042)."""

    _inherit = "zhaoshang.bureau"

    lease_ids = fields.One2many("zhaoshang.lease", "bureau_id", "Leases")
    office_alert = fields.Text(
        "What the Office Lacks",
        compute="_compute_office_alert",
        help="Clause 8, R042: what is missing of the fixed office, or ends soon.",
    )
    has_office_alert = fields.Boolean(
        "Office Alert", compute="_compute_office_alert", search="_search_has_office_alert"
    )
    # what the to-do of 管理办公室 was given for; it is not given twice for the same
    office_alert_key = fields.Char(readonly=True, copy=False)

    @api.depends("fixed_phone", "state", "lease_ids.date_from", "lease_ids.date_to")
    def _compute_office_alert(self):
        found = self._office_alerts()
        for bureau in self:
            alerts = found.get(bureau._origin.id, [])
            bureau.office_alert = "\n".join(text for _key, text in alerts)
            bureau.has_office_alert = bool(alerts)

    def _search_has_office_alert(self, operator, value):
        if operator != "in":
            return NotImplemented
        found = self.sudo().search([("state", "!=", "closed")])._office_alerts()
        return Domain("id", "in" if True in value else "not in", list(found))

    def _office_alerts(self):
        """Return ``{bureau id: [(key, text)]}`` of the bureaus in service: two statements."""
        today = county_today(self.env)
        open_bureaus = self.filtered(lambda bureau: bureau.state == "active")._origin
        leases = (
            self.env["zhaoshang.lease"]
            .sudo()
            .search([("bureau_id", "in", open_bureaus.ids), ("date_to", ">=", today)])
        )
        by_bureau = leases.grouped("bureau_id")
        days = {
            company: self.env["zhaoshang.rule.set"]._at(today, company).lease_alert_days
            for company in open_bureaus.company_id
        }
        found = {}
        for bureau in open_bureaus:
            its = by_bureau.get(bureau.sudo(), leases.browse())
            alerts = bureau._phone_alert() + bureau._lease_alert(its, days[bureau.company_id])
            if alerts:
                found[bureau.id] = alerts
        return found

    def _phone_alert(self):
        if self.fixed_phone:
            return []
        return [("phone", self.env._("No fixed telephone is registered (clause 8, R042)."))]

    def _lease_alert(self, leases, days):
        """Say that there is no lease today, or that the last one ends within ``days``."""
        today = county_today(self.env)
        current = leases.filtered(lambda lease: lease.date_from <= today)
        if not current:
            return [
                ("lease", self.env._("No lease of a fixed office is in force (clause 8, R042)."))
            ]
        last = max(leases.mapped("date_to"))
        if last > today + timedelta(days=days):
            return []
        return [
            (
                f"lease:{last}",
                self.env._(
                    "The lease ends on %(day)s, in %(left)s days (clause 8, R042; alert from "
                    "%(days)s days before).",
                    day=last,
                    left=(last - today).days,
                    days=days,
                ),
            )
        ]

    def write(self, vals):
        result = super().write(vals)
        if "fixed_phone" in vals:
            self._refresh_office_alert()
        return result

    def _refresh_office_alert(self):
        """Take the to-do away once what it was given for is settled."""
        found = self.sudo()._office_alerts()
        settled = self.sudo().filtered(lambda b: b.office_alert_key and b.id not in found)
        if settled:
            settled.activity_unlink([TODO])
            settled._govern({"office_alert_key": False})

    @api.model
    def _cron_office_alert(self):
        """Give 管理办公室, of a lease also the head, a to-do once for each cause (R042, R039)."""
        bureaus = self.sudo().search([("state", "!=", "closed")])
        found = bureaus._office_alerts()
        bureaus._refresh_office_alert()
        holders = self.env["zhaoshang.approval.role"]._zs_holders("office", bureaus.company_id)
        alerted = bureaus.browse(found)
        heads = alerted._heads_at(county_today(self.env)).grouped("bureau_id")
        job = self.env["zhaoshang.job"]
        job._begin("office", bureaus)
        for bureau in alerted:
            told = holders[bureau.company_id]
            head = heads.get(bureau, self.env["zhaoshang.appointment"]).user_id
            job._apart(
                "office",
                lambda one, told=told, head=head: one._give_office_alert(found[one.id], told, head),
                bureau,
            )

    def _give_office_alert(self, alerts, told, head):
        """One to-do for what is lacking, given anew only where something else is."""
        key = " ".join(key for key, _text in alerts)
        if key == self.office_alert_key:
            return
        self.activity_unlink([TODO])
        if "lease" in key:  # R042: the bureau keeps its lease
            told |= head
        for user in told:
            self.activity_schedule(
                TODO,
                date_deadline=county_today(self.env) + timedelta(days=7),
                summary=self.env._("Bureau: lease, telephone or liaison leader"),
                note="\n".join(text for _key, text in alerts),
                user_id=user.id,
            )
        self._govern({"office_alert_key": key})
