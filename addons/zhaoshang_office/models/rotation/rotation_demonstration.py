from datetime import date

from odoo import api, models
from odoo.fields import Command

from ..clock import county_today

# bureau -> {login: (first day of the month, days)}; of 泉州 both rest on one day in both months
STORY = {
    "hangzhou": {"head": (1, 5), "deputy1": (9, 5), "deputy2": (17, 6)},
    "ningbo": {"head": (3, 6), "deputy1": (12, 5), "deputy2": (20, 5)},
    "wuxi": {"head": (2, 5), "deputy1": (10, 9), "deputy2": (21, 5)},
    "shanghai": {"head": (5, 5), "deputy1": (13, 5), "deputy2": (20, 7)},
    "shenzhen": {"head": (4, 7), "deputy1": (14, 5)},
    "quanzhou": {"head": (8, 5), "deputy1": (11, 4)},
}


class RotationPlan(models.Model):
    _inherit = "zhaoshang.rotation.plan"

    @api.model
    def _load_demonstration(self):
        """A plan of each bureau for this month and the next, made by its head or who acts for him.

        无锡 gives somebody nine days, and in 泉州 all are away on two days: both are warned of.
        """
        today = county_today(self.env)
        this_month = today.replace(day=1)
        for city, people in STORY.items():
            bureau = self.env.ref(f"zhaoshang_office.bureau_{city}")
            planner = bureau._deciding_head_at(today).sudo().user_id
            plans = self.with_user(planner)
            for month in (this_month, _following(this_month)):
                plans.create(
                    {
                        "bureau_id": bureau.id,
                        "month_from": month,
                        "slot_ids": [
                            Command.create(self._demonstrated(city, login, month, *days))
                            for login, days in people.items()
                        ],
                    }
                )

    def _demonstrated(self, city, login, month, first, days):
        user = self.env.ref(f"zhaoshang_office.user_{login}_{city}")
        return {
            "appointment_id": self.env["zhaoshang.appointment"]._current(user).id,
            "date_from": month.replace(day=first),
            "date_to": month.replace(day=first + days - 1),
        }


def _following(month):
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
