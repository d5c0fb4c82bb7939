from odoo import models


class Appointment(models.Model):
    """What stands on the printed notice of appointment (clauses 2 and 3, R005 to R009)."""

    _inherit = "zhaoshang.appointment"

    def _zs_notice(self):
        """Return the sentences of the notice."""
        self.ensure_one()
        self.check_access("read")
        appointment = self.sudo()
        rules = self.env["zhaoshang.rule.set"]._at(appointment.date_from, appointment.company_id)
        roles = dict(self._fields["role"]._description_selection(self.env))
        ranks = dict(self._fields["rank"]._description_selection(self.env))
        words = {
            "name": appointment.name,
            "bureau": appointment.bureau_id.name,
            "post": roles[appointment.role],
            "from": appointment._zs_long_day(appointment.date_from),
            "to": appointment._zs_long_day(appointment.date_to),
            "policy": rules.policy_id.display_name or rules.name,
            "host": f"{appointment.host_unit or ''}{appointment.host_post or ''}",
            "rank": ranks[appointment.rank],
        }
        if appointment.previous_id:
            decided = self.env._(
                "It has been decided that comrade %(name)s is transferred to %(bureau)s as "
                "%(post)s. The term goes on until %(to)s; the new post begins on %(from)s.",
                **words,
            )
        else:
            decided = self.env._(
                "It has been decided that comrade %(name)s is appointed %(post)s of %(bureau)s for "
                "a term from %(from)s to %(to)s.",
                **words,
            )
        return {
            "title": self.env._("Notice on the appointment of comrade %(name)s", **words),
            "addressee": appointment.bureau_id.name,
            "paragraphs": [
                self.env._("By clauses 2 and 3 of %(policy)s:", **words) + decided,
                self.env._("Host unit and post: %(host)s. Treatment: %(rank)s.", **words)
                if appointment.rank != "none"
                else self.env._(
                    "Host unit and post: %(host)s. The treatment could not be settled: %(why)s.",
                    why=appointment.rank_reason,
                    **words,
                ),
                self.env._(
                    "During the term the officer works on investment alone and takes no tasks of "
                    "the original unit."
                ),
            ],
            "number": appointment.document or "",
            "unit": self.env._(
                "Organisation department of the party committee of %s", appointment.company_id.name
            ),
            "head": self.env._(
                "Document of the organisation department of the party committee of %s",
                appointment.company_id.name,
            ),
            "day": appointment._zs_long_day(appointment.date_from),
            "draft": appointment.state == "draft",
        }

    def _zs_long_day(self, day):
        """A day as official documents write it."""
        if (self.env.lang or "").startswith("zh"):
            return f"{day.year}年{day.month}月{day.day}日"
        return day.isoformat()
