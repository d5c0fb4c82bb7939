from odoo import models
from odoo.addons.zhaoshang_approval.condition import meeting

from ...rules import presence
from ..words import join_names

# what a person does in a step, as it stands in the row of that party
OPINIONS = frozenset({"approve", "reject", "return", "file", "object", "undo", "acknowledge"})


class Leave(models.Model):
    """What stands on the printed form of an absence (clause 10, R072 to R078, R082, R085)."""

    _inherit = "zhaoshang.leave"

    def _zs_form(self):
        """Return all that one form shows, as far as the reader may know it."""
        self.ensure_one()
        self.check_access("read")
        leave, run = self.sudo(), self.sudo().zs_approval_instance_id
        states = dict(self._fields["zs_approval_state"]._description_selection(self.env))
        return {
            "title": self._zs_form_title(),
            "county": leave.company_id.name,
            "number": leave.number or "",
            "state": states[leave.zs_approval_state],
            "draft": not run,
            "rows": self._zs_form_rows(),
            "months": self._zs_form_months(),
            "reason": self._zs_form_reason(),
            "opinions": self._zs_form_opinions(),
            "filing": self._zs_form_filing(),
            "back": self._zs_form_back(),
            "paper": run and run.sudo(False)._zs_paper(),
        }

    def _zs_form_title(self):
        """The name under which the county knows this form."""
        titles = {
            "special": self.env._("Application for Leave in Special Circumstances"),
            "escort": self.env._("Report on Escorting Clients to the County"),
            "county_duty": self.env._("Report on Duty in the County"),
        }
        if self.kind in titles:
            return titles[self.kind]
        if self.route == "deputy" and not self.second_in_month:
            return self.env._("Registration of Leave")
        return self.env._("Approval of Leave")

    def _zs_form_rows(self):
        """``[[(label, text), (label, text)], …]``: who, from when to when, how long, who acts."""
        leave = self.sudo()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        mine = leave.appointment_id
        rows = [
            [
                (self.env._("Full Name"), mine.name),
                (self.env._("Post"), mine._zs_post_text()),
            ],
            [
                (self.env._("Unit"), leave.bureau_id.name),
                (self.env._("Kind"), kinds[leave.kind]),
            ],
            [
                (self.env._("First day away"), self._date_text(leave.date_from, "yMMMEd")),
                (self.env._("Last day away (included)"), self._date_text(leave.date_to, "yMMMEd")),
            ],
            [
                (
                    self.env._("Days"),
                    self.env._(
                        "%(counted)s counted / %(calendar)s on the calendar",
                        counted=leave.counted_days,
                        calendar=leave.calendar_days,
                    ),
                ),
                (self.env._("Acting Head"), leave.acting_appointment_id.name or "—"),
            ],
        ]
        if self.marks:
            rows.append([(self._fields["marks"]._description_string(self.env), self.marks)])
        return rows + self._zs_form_rows_of_kind()

    def _zs_form_rows_of_kind(self):
        """What an escort or a duty in the county says besides."""
        if self.kind == "escort":
            return [
                [(self.env._("Clients"), self._zs_form_clients())],
                [(self.env._("Days Credited"), self._zs_form_credit())],
            ]
        if self.kind == "county_duty":
            number = self.sudo().notice_number
            return [[(self.env._("Notice"), number or self.env._("none, on own initiative"))]]
        return []

    def _zs_form_clients(self):
        """R112: guests, firm and project for whom may read them; else only that they are named."""
        visit = self.client_visit_id
        named = [visit.organisation_id, self.organisation_id, visit.project_id, self.project_id]
        if not visit and not any(named):
            return self.env._("no client visit linked yet (R074)")
        shown = [visit.guests] if visit and visit.has_access("read") else []
        shown += [one.display_name for one in named if one and one.has_access("read")]
        if not shown:
            return self.env._("linked; readable in the bureau")
        return join_names(self.env, dict.fromkeys(shown))

    def _zs_form_credit(self):
        """R072, R073: days of the escort that count as at post, by the law of the month."""
        leave, parameters = self.sudo(), self._rule_set()._presence_parameters()
        return self.env._(
            "%(credited)s of %(days)s days (at most %(limit)s each time, clause 10, R073)",
            credited=presence.credited_days(leave._away(), parameters),
            days=leave.calendar_days,
            limit=parameters.accompany_max,
        )

    def _zs_form_months(self):
        """R068: days at post in each month, this absence granted."""
        span = self._span()
        return [
            self.env._(
                "%(month)s: %(at_post)s days at post, at least %(minimum)s (clause 10, R068)",
                month=month["label"],
                at_post=month["at_post"],
                minimum=month["minimum"],
            )
            for month in (self._forecast_months(span) if span else [])
            if month["this"] or month["others"] or len(span.days)
        ]

    def _zs_form_reason(self):
        """R012: the reason for whom it is written; others see that it is not theirs to read."""
        if self in self._reason_readable():
            return self.reason or ""
        return self.env._("(read by the officer, those who decide and the two departments)")

    def _zs_form_opinions(self):
        """One row for each party of the flow, with what it wrote, when, and its signature.

        Before it is sent the rows of the flow that it would take are empty, to be signed by hand.
        Steps that this absence passes over, and copies on which nobody wrote, have none.
        """
        run = self.sudo().zs_approval_instance_id
        events = run.event_ids.sorted("seq")
        entries = {entry["seq"]: entry for entry in run._zs_paper_entries()} if run else {}
        rows = [
            {
                "step": step,
                "label": self.env._("Opinion of %s", party.name),
                "entries": [
                    entries[event.seq]
                    for event in events
                    if event.action in OPINIONS
                    and event.step_key == step.key
                    and party.name in (event.party_name, event.step_name)
                ],
            }
            for step in self._zs_form_flow().step_ids.sorted()
            for party in step.party_ids.sorted()
        ]
        return [row for row in rows if row["entries"] or self._zs_form_decides(row["step"])]

    def _zs_form_decides(self, step):
        return step.kind != "cc" and bool(meeting(self.sudo(), step.condition_domain, step.name))

    def _zs_form_flow(self):
        """Return the flow that the absence runs through, or would if it were sent now."""
        leave = self.sudo()
        if leave.zs_approval_instance_id:
            return leave.zs_approval_instance_id.version_id
        picked = self.env["zhaoshang.approval.flow"]._zs_pick(
            leave, {leave.id: leave.company_id.id}
        )
        return self.env["zhaoshang.approval.version"].sudo().browse(picked.get(leave.id))

    def _zs_form_filing(self):
        """R077, R078: number and day under which the investment bureau registered it."""
        leave = self.sudo()
        number = leave.zs_approval_instance_id.filing_number
        if leave.filed_on and number:
            return self.env._(
                "No. %(number)s, registered on %(day)s",
                number=number,
                day=self._date_text(leave.filed_on, "yMMMEd"),
            )
        return ""

    def _zs_form_back(self):
        """R085: the day of return, once it was reported."""
        leave = self.sudo()
        if not leave.return_date:
            return ""
        return self.env._(
            "Back at post on %(day)s; last day away %(last)s",
            day=self._date_text(leave.return_date, "yMMMEd"),
            last=self._date_text(leave.last_away, "yMMMEd") if leave._span_away() else "—",
        )


class Appointment(models.Model):
    _inherit = "zhaoshang.appointment"

    def _zs_post_text(self):
        """The post in the bureau, with that at the host unit: 局长（县委办副主任）."""
        roles = dict(self._fields["role"]._description_selection(self.env))
        host = f"{self.host_unit or ''}{self.host_post or ''}"
        return f"{roles[self.role]}（{host}）" if self.host_post else roles[self.role]
