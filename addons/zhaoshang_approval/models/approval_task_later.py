from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..engine import states
from ..permit import permitted_write
from ..quiet import quiet
from .approval_role import COUNTY_TZ

MORNING = time(8, tzinfo=ZoneInfo(COUNTY_TZ))
LONGEST = timedelta(days=31)


class ApprovalTask(models.Model):
    """What a person puts off (稍后). It leaves his inbox for a while; deadlines run on."""

    _inherit = "zhaoshang.approval.task"

    later_until = fields.Datetime(
        string="Set Aside Until", help="Until then it is under “Later” and not counted."
    )

    @api.model
    def _zs_waiting_domain(self):
        """Tasks that wait for the current user at this moment."""
        return (
            Domain("user_id", "=", self.env.uid)
            & Domain("state", "=", states.OPEN)
            & (
                Domain("later_until", "=", False)
                | Domain("later_until", "<=", fields.Datetime.now())
            )
        )

    def action_later(self, day=None):
        """Set my open tasks aside until eight in the morning of a day, by the county's clock.

        :param day: ``YYYY-MM-DD``, at most 31 days ahead; without one tomorrow; today brings them
            back at once
        :raises AccessError: unless they are the current user's own
        :raises UserError: where one is decided already, or the day is none of these
        """
        self._zs_check_number()
        self._zs_check_actor()
        tasks = quiet(self).sudo()
        today = datetime.now(MORNING.tzinfo).date()
        day = self._zs_read_day(day) if day else today + timedelta(days=1)
        if not today <= day <= today + LONGEST:
            raise UserError(self.env._("Choose a day from tomorrow until %s.", today + LONGEST))
        for task in tasks:
            if task.state != states.OPEN:
                raise UserError(task._zs_stale_text())
        until = datetime.combine(day, MORNING).astimezone(UTC).replace(tzinfo=None)
        permitted_write(tasks, {"later_until": until if day > today else False})
        tasks.instance_id._zs_notify(self.env.user.ids)
        return True

    def _zs_read_day(self, day):
        try:
            return date.fromisoformat(day)
        except (TypeError, ValueError):
            raise UserError(self.env._("Choose a day.")) from None
