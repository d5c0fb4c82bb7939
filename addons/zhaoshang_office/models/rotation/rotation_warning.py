from odoo import api, fields, models

from ...rules import rotation as rules
from ...rules.days import Span
from ...rules.leave import Counting


class RotationPlan(models.Model):
    """What speaks against a plan, in words. It explains and never blocks (R064)."""

    _inherit = "zhaoshang.rotation.plan"

    warning_text = fields.Text("Warnings", compute="_compute_warnings")
    warning_count = fields.Integer("Number of Warnings", compute="_compute_warnings")

    @api.depends(
        "bureau_id",
        "month_from",
        "slot_ids.appointment_id",
        "slot_ids.date_from",
        "slot_ids.date_to",
    )
    @api.depends_context("uid", "lang")
    def _compute_warnings(self):
        for plan in self:
            texts = plan._warning_texts()
            plan.warning_count = len(texts)
            plan.warning_text = "\n".join(f"▲ {text}" for text in texts)

    def _warning_texts(self):
        month = self._month()
        if not month or not self.bureau_id or not self._is_shown():
            return []
        slots = [
            rules.Slot(slot.appointment_id._origin.id, slot._span())
            for slot in self.slot_ids
            if slot.appointment_id and slot._span()
        ]
        members = self._members()
        last = max([month.last, *(slot.span.last for slot in slots)])
        found = rules.warnings(
            slots,
            [rules.Member(one.id, Span(one.date_from, one.date_to)) for one in members],
            month,
            self.env["zhaoshang.workday"]._calendar(month.first, last, self.company_id),
            self._limits(),
        )
        names = {one.id: one.name for one in members | self.slot_ids.appointment_id.sudo()}
        return [self._warning_text(warning, names) for warning in found]

    def _limits(self):
        """Return the parameters of the month's first day (R139)."""
        rule_set = self.env["zhaoshang.rule.set"].sudo()
        rule_set = rule_set._at(self.month_from, self.company_id or self.env.company)
        return rules.Limits(
            Counting(rule_set.leave_day_kind, rule_set.leave_excl_statutory),
            rule_set.leave_max_days,
            rule_set.leaves_per_month,
        )

    def _warning_text(self, warning, names):
        figures = dict(warning.figures)
        name = names.get(figures.pop("officer", None), "")
        words = getattr(self, f"_warn_{warning.rule.lower()}")
        return words(name, **figures)

    def _days_text(self, first, last):
        return self.env["zhaoshang.leave"]._span_text(first, last)

    def _warn_r064(self, _name, first, last):
        return self.env._(
            "%(days)s: all members of the bureau are away (R064, R087). Let one of them rest "
            "on other days, or have a reason ready: the leave will ask for it.",
            days=self._days_text(first, last),
        )

    def _warn_r066(self, name, days, limit):
        return self.env._(
            "%(name)s: %(days)s days counted, of at most %(limit)s (clause 10, R066). The leave "
            "would be refused; shorten the slot.",
            name=name,
            days=days,
            limit=limit,
        )

    def _warn_r065(self, name, count, limit):
        return self.env._(
            "%(name)s: %(count)s slots in one month; in principle %(limit)s (clause 10, R065). "
            "The second leave needs a reason and goes to both departments.",
            name=name,
            count=count,
            limit=limit,
        )

    def _warn_r086(self, name, first, last):
        return self.env._(
            "%(name)s: two slots share %(days)s (R086). Move one of them.",
            name=name,
            days=self._days_text(first, last),
        )

    def _warn_r007(self, name, term):
        if term is None:
            return self.env._("%s is not in service in this month (clause 3, R007).", name)
        return self.env._(
            "%(name)s is in service from %(first)s to %(last)s only (clause 3, R007).",
            name=name,
            first=term.first,
            last=term.last,
        )

    def _warn_r067(self, name, first, last, days):
        return self.env._(
            "%(name)s: %(days)s statutory holidays inside (%(span)s); they use up none of the "
            "leave (R067, our reading).",
            name=name,
            days=days,
            span=self._days_text(first, last),
        )
