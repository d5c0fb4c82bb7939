from dateutil.relativedelta import relativedelta
from odoo import api, fields, models, tools
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.addons.zhaoshang_office.models.month import Month
from odoo.tools import SQL

from ...rules.suspension import CONDITIONS, to_be_proposed


class SuspensionFact(models.Model):
    """What the closed months say of two months in a row: facts, and nothing follows (R130, R131).

    One row for each bureau, second month and kind of fact, read from presence, visits, reports,
    claims and entries; nothing is stored.
    """

    _name = "zhaoshang.suspension.fact"
    _description = "Fact of Two Months"
    _auto = False
    _order = "month desc, bureau_id, kind"
    _depends = {
        "zhaoshang.presence.month": [
            "bureau_id", "month", "state", "at_post_days", "limit_days", "special_days",
            "service_days",
        ],
        "zhaoshang.visit": ["bureau_id", "date", "state"],
        "zhaoshang.duty": ["bureau_id", "kind", "period_from", "state"],
        "zhaoshang.claim": ["bureau_id", "submitted_on"],
    }  # fmt: skip

    bureau_id = fields.Many2one("zhaoshang.bureau", readonly=True)
    company_id = fields.Many2one("res.company", "County", readonly=True)
    month = Month("Second month", readonly=True)
    month_before = Month("Month before", readonly=True)
    kind = fields.Selection(
        [
            ("few_days", "Every officer below the days at post"),
            ("no_visit", "No visit"),
            ("no_report", "No monthly report"),
            ("no_claim", "Nothing claimed while the loan is open"),
        ],
        "Fact",
        readonly=True,
    )
    special_days = fields.Integer(
        "Special leave (days)",
        readonly=True,
        aggregator=None,
        help="R131: approved special leave excuses; the person who decides sees it.",
    )

    def init(self):
        tools.drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            SQL(
                """
CREATE VIEW %s AS
WITH months AS (
    SELECT p.bureau_id, p.company_id, p.month,
           BOOL_AND(p.at_post_days < p.limit_days) AS few_days,
           SUM(p.special_days) AS special_days
      FROM zhaoshang_presence_month p
     WHERE p.service_days > 0
     GROUP BY p.bureau_id, p.company_id, p.month
    HAVING BOOL_AND(p.state = 'closed')
), pairs AS (
    SELECT b.bureau_id, b.company_id, a.month AS month_before, b.month,
           a.few_days AND b.few_days AS few_days, a.special_days + b.special_days AS special_days
      FROM months a
      JOIN months b ON b.bureau_id = a.bureau_id
       AND b.month = (a.month + interval '1 month')::date
), facts AS (
    SELECT pairs.*, 1 AS place, 'few_days' AS kind FROM pairs WHERE few_days
    UNION ALL
    SELECT pairs.*, 2, 'no_visit' FROM pairs
     WHERE NOT EXISTS (SELECT FROM zhaoshang_visit v
            WHERE v.bureau_id = pairs.bureau_id AND v.state = 'registered'
              AND v.date >= pairs.month_before
              AND v.date < pairs.month + interval '1 month')
    UNION ALL
    SELECT pairs.*, 3, 'no_report' FROM pairs
     WHERE (SELECT COUNT(*) FROM zhaoshang_duty d
             WHERE d.bureau_id = pairs.bureau_id AND d.kind = 'month_report'
               AND d.state = 'missed'
               AND d.period_from IN (pairs.month_before, pairs.month)) = 2
    UNION ALL
    SELECT pairs.*, 4, 'no_claim' FROM pairs
     WHERE NOT EXISTS (SELECT FROM zhaoshang_claim c
            WHERE c.bureau_id = pairs.bureau_id AND c.submitted_on >= pairs.month_before
              AND c.submitted_on < pairs.month + interval '1 month')
       AND (SELECT SUM(l.loan) FROM zhaoshang_package_ledger l
             WHERE l.bureau_id = pairs.bureau_id
               AND l.date < pairs.month + interval '1 month') > 0
)
SELECT (bureau_id * 12000 + EXTRACT(YEAR FROM month)::int %% 1000 * 12
        + EXTRACT(MONTH FROM month)::int) * 4 + place AS id,
       bureau_id, company_id, month, month_before, kind, special_days
  FROM facts""",
                SQL.identifier(self._table),
            )
        )

    @api.depends("bureau_id.name", "kind", "month")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for fact in self:
            fact.display_name = f"{fact.bureau_id.name} {kinds.get(fact.kind, '')}"

    def action_suspend(self):
        """Begin a decision from this fact; a person gives the document and hands it in (R131)."""
        self.ensure_one()
        following = county_today(self.env) + relativedelta(day=1, months=1)
        return {
            "type": "ir.actions.act_window",
            "res_model": "zhaoshang.suspension",
            "view_mode": "form",
            "views": [(False, "form")],
            "context": {
                "default_bureau_id": self.bureau_id.id,
                "default_year": following.year,
                "default_month_from": following.month,
                "default_reason": self._zs_reason(),
            },
        }

    def _zs_reason(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return self.env._(
            "%(first)s and %(second)s: %(facts)s",
            first=f"{self[0].month_before:%Y-%m}",
            second=f"{self[0].month:%Y-%m}",
            facts="; ".join(kinds[fact.kind] for fact in self),
        )


class Suspension(models.Model):
    _inherit = "zhaoshang.suspension"

    @api.model
    def _cron_propose(self):
        """Propose where the county has switched it on; what nobody confirms does nothing (R131)."""
        today = county_today(self.env)
        second = fields.Date.subtract(today.replace(day=1), months=1)
        # sudo: the scheduled action reads all counties, and drafts in nobody's name
        facts = self.env["zhaoshang.suspension.fact"].sudo().search([("month", "=", second)])
        domain = [
            ("bureau_id", "in", facts.bureau_id.ids), ("year", "=", today.year),
            ("kind", "=", "suspend"), ("month_from", "=", today.month),
        ]  # fmt: skip
        known = self.sudo().search(domain).bureau_id
        for bureau, own in facts.grouped("bureau_id").items():
            rule_set = self.env["zhaoshang.rule.set"].sudo()._at(today, bureau.company_id)
            excused = any(own.mapped("special_days"))
            kinds = to_be_proposed(own.mapped("kind"), _conditions(rule_set), excused)
            chosen = own.filtered(lambda fact, kinds=kinds: fact.kind in kinds)
            if chosen and bureau not in known:
                self.sudo()._zs_propose(bureau, today, chosen._zs_reason())

    @api.model
    def _zs_propose(self, bureau, today, reason):
        proposal = self.create(
            {
                "bureau_id": bureau.id,
                "year": today.year,
                "month_from": today.month,
                "reason": reason,
                "proposed": True,
            }
        )
        holders = self.env["zhaoshang.approval.role"]._zs_holders("office", bureau.company_id)
        for user in holders[bureau.company_id]:
            proposal.activity_schedule(
                "mail.mail_activity_data_todo", summary=proposal.display_name, user_id=user.id
            )


def _conditions(rule_set):
    """The kinds of facts for which these parameters propose, none where it is switched off."""
    enabled = rule_set.suspend_enabled
    return [kind for kind in CONDITIONS if enabled and rule_set[f"suspend_{kind}"]]
