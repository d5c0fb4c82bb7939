from odoo import models

from ..clock import county_now


class Dispatch(models.Model):
    """What stands on the printed record of a dispatch (调度记录, clause 7, R040)."""

    _inherit = "zhaoshang.dispatch"

    def _document(self):
        """Return the plain values of one record."""
        self.ensure_one()
        self.check_access("read")
        ways = dict(self._fields["way"]._description_selection(self.env))
        rows = [
            [(self.env._("Bureau"), self.bureau_id.sudo().name),
             (self.env._("County Leader"), self.leader_id.sudo().name)],
            [(self.env._("Day"), str(self.day)), (self.env._("Way"), ways[self.way])],
            [(self.env._("Place"), self.place or ""),
             (self.env._("Attendees"), self.attendees or "")],
        ]  # fmt: skip
        return {
            "rows": rows,
            "matters": self.matters,
            "items": [
                {
                    "number": number,
                    "task": item.task,
                    "who": item.appointment_id.sudo().name or self.env._("the head"),
                    "deadline": str(item.deadline),
                    "status": item.status,
                    "feedback": "\n".join(filter(None, (item.feedback, item.remark))),
                }
                for number, item in enumerate(self.item_ids, 1)
            ],
            "entered": self.env._("Entered by %s", self.entered_by_id.sudo().name or ""),
            "printed": self.env._(
                "Printed on %(moment)s by %(person)s",
                moment=f"{county_now(self.env):%Y-%m-%d %H:%M}",
                person=self.env.user.name,
            ),
        }
