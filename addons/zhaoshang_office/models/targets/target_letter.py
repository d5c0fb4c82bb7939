from odoo import models


class Target(models.Model):
    """What stands on the printed letter of responsibility (clause 5, R021, R022)."""

    _inherit = "zhaoshang.target"

    def _zs_letter(self):
        """Return the sentences and tables of the letter, in the order in which they are printed."""
        self.ensure_one()
        self.check_access("read")
        target = self.sudo()
        parameters = target._rules_of_term()
        return {
            "government": self.env._("People's government of %s", target.company_id.name),
            "preamble": self.env._(
                "To fulfil the county's task of bringing investment, the two parties sign this "
                "letter by clause 5 of %(policy)s.",
                policy=parameters.policy_id.display_name or parameters.name,
            ),
            "term": self.env._(
                "From %(from)s to %(to)s, two years, issued once.",
                **{
                    "from": target._zs_long_day(target.date_from),
                    "to": target._zs_long_day(target.date_to),
                },
            ),
            "arrival": self.env._(
                "Money in fixed assets of not less than %(amount)s × 10,000 yuan RMB arrives "
                "within the term. Recognised by the investment bureau on evidence, by the day of "
                "arrival.",
                amount=f"{target.amount:g}",
            ),
            "projects": self.env._(
                "%(count)s industrial project of %(minimum)s × 10,000 yuan or more in fixed assets "
                "is brought in.",
                count=target.big_projects,
                minimum=f"{parameters.big_project_min:g}",
            ),
            "change": target.previous_id
            and self.env._(
                "This letter replaces version %(number)s by %(document)s: %(reason)s",
                number=target.previous_id.version,
                document=target.document,
                reason=target.reason,
            ),
            "basis": not target.previous_id
            and target.document
            and self.env._("The figures rest on %s.", target.document),
            "people": [
                {
                    "kind": dict(person._fields["kind"]._description_selection(self.env))[
                        person.kind
                    ],
                    "name": person.name,
                    "post": dict(
                        person.appointment_id._fields["role"]._description_selection(self.env)
                    )[person.appointment_id.role],
                }
                for person in target.person_ids.sorted(lambda p: (p.kind != "first", p.id))
            ],
        }

    def _zs_long_day(self, day):
        """A day as official documents write it."""
        if (self.env.lang or "").startswith("zh"):
            return f"{day.year}年{day.month}月{day.day}日"
        return day.isoformat()
