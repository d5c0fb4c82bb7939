from datetime import UTC, datetime, time

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...rules import inspection as rules
from ..clock import county_now, county_today, read_day, to_utc
from ..presence.presence_words import legend
from .finding import FALLEN


class InspectionEntry(models.Model):
    """The command behind the result buttons, and what follows from a result (R061, R090)."""

    _inherit = "zhaoshang.inspection.entry"

    @api.model
    def action_record(
        self, bureau_id, appointment_id, result, way, day=None, time_of_day=None, note=None,
        reason=None, inspection_id=None,
    ):  # fmt: skip
        """Put down what was found about one officer (the efficiency office, R061).

        :param result: ``present``, ``absent``, ``unreported`` or ``other``
        :param way: ``phone``, ``video``, ``on_site`` or ``roll_call``
        :param time_of_day: like 09:15 on the county's clock; now where empty
        :param reason: why an earlier entry about this officer is corrected
        :return: id of the entry
        """
        inspections = self.env["zhaoshang.inspection"]
        bureau = inspections._inspected_bureau(bureau_id)
        day = read_day(self.env, day) if day else county_today(self.env)
        if result not in rules.RESULTS or way not in rules.WAYS:
            raise UserError(self.env._("Choose the way and the result by the buttons (R061)."))
        officer = self._officer_of(bureau, appointment_id)
        inspection = self._sheet_of(bureau, day, inspection_id)
        inspection._check_not_issued()
        before = self._standing_of(inspection, officer)
        found = {
            "result": result,
            "way": way,
            "note": str(note or "").strip(),
            "reason": str(reason or "").strip() if before else "",
            "moment": self._moment_of(day, time_of_day),
        }
        code = self._codes_on(officer, day).get(officer.id)
        self._refuse_wrong(officer, day, found, before, code)
        entry = self._add(
            found
            | {
                "inspection_id": (inspection or inspections._begin(bureau, day)).id,
                "appointment_id": officer.id,
                "expected": self._expected_words(code),
                "inspector_id": self.env.uid,
                "corrects_id": before.id,
                **self._consequence(officer, day, found, before),
            }
        )
        entry._tell_the_finding()
        return entry.id

    def _officer_of(self, bureau, appointment_id):
        number = appointment_id if type(appointment_id) is int else None
        officer = self.env["zhaoshang.appointment"].browse(number).exists()
        officer.check_access("read")
        if len(officer) != 1 or officer.bureau_id != bureau:
            raise UserError(self.env._("Choose an officer of the bureau inspected (R061)."))
        return officer.sudo()

    def _sheet_of(self, bureau, day, inspection_id=None):
        """Return the inspection meant, else the last one of the bureau on the day."""
        domain = Domain("bureau_id", "=", bureau.id) & Domain("day", "=", day)
        if type(inspection_id) is int:
            domain &= Domain("id", "=", inspection_id)
        return self.env["zhaoshang.inspection"].sudo().search(domain, limit=1)

    def _standing_of(self, inspection, officer):
        domain = Domain("inspection_id", "=", inspection.id) & Domain("standing", "=", True)
        return self.sudo().search(domain & Domain("appointment_id", "=", officer.id), limit=1)

    def _moment_of(self, day, time_of_day):
        """Return the moment as kept: UTC and naive."""
        now = county_now(self.env)
        if not time_of_day and day == now.date():
            return fields.Datetime.now()
        try:
            return to_utc(day, time.fromisoformat(str(time_of_day)))
        except ValueError:
            raise UserError(
                self.env._(
                    "Write at what time of %s it was found, like 09:15 (clause 9, R061).", day
                )
            ) from None

    def _refuse_wrong(self, officer, day, found, before, code):
        self.env["zhaoshang.finding"]._check_reporter(officer)
        leave = self._granted_on(officer, day)
        check = rules.Check(
            day=day,
            today=county_today(self.env),
            result=found["result"],
            in_service=bool(officer.date_from <= day <= officer.date_to),
            granted=bool(leave),
            day_off=code == "H",
            moment_ahead=found["moment"] > datetime.now(tz=UTC).replace(tzinfo=None),
            has_note=bool(found["note"]),
            corrects=bool(before),
            has_reason=bool(found["reason"]),
        )
        texts = [self._refusal(violation.rule, officer, day, leave, before)
                 for violation in rules.violations(check)]  # fmt: skip
        if texts:
            raise UserError("\n".join(texts))

    @api.model
    def _granted_on(self, officers, day):
        """Return the approved absences of these officers that cover ``day``, as superuser."""
        appointments = self.env["zhaoshang.appointment"]
        return (
            self.env["zhaoshang.leave"]
            .sudo()
            .search_fetch(
                appointments._domain_absent_at(day) & Domain("appointment_id", "in", officers.ids),
                ["appointment_id", "kind", "number", "date_from", "date_to", "last_away"],
            )
        )

    @api.model
    def _codes_on(self, officers, day):
        """Return {appointment id: code of ``day``} as known now: one statement for all (R069)."""
        months = self.env["zhaoshang.presence.month"].sudo()
        facts = months._months(officers.company_id, day, day)
        if not facts or not officers:
            return {}
        found = months._find_days(facts, SQL("a.id IN %s", officers._ids))
        return {officer: days[day.day - 1] for (officer, _month), days in found.items()}

    @api.model
    def _expected_words(self, code):
        labels = {each["code"]: each["label"] for each in legend(self.env)}
        return labels.get(code, labels["P"])

    def _consequence(self, officer, day, found, before):
        """Return the finding and the duty that belong to a result (R061, R090, R045)."""
        if found["result"] == rules.ABSENT:
            return {"finding_id": self._absence_of(officer, day, found, before).id}
        if found["result"] == rules.UNREPORTED:
            duty = self._missed_duty_of(officer, day)
            return {"duty_id": duty.id, "finding_id": duty.finding_ids[:1].id}
        return {}

    def _absence_of(self, officer, day, found, before):
        """Return the finding about this day, or raise it; of one day never twice.

        One that was dropped or taken back stays what it was: who is found absent again is
        suspected anew. A correction of the same entry stays with its finding.
        """
        findings = self.env["zhaoshang.finding"]
        if before.result == rules.ABSENT and before.finding_id:
            return before.finding_id
        known = findings.sudo().search(
            [
                ("appointment_id", "=", officer.id),
                ("kind", "=", "absence"),
                ("state", "not in", FALLEN),
                ("occurred_on", "<=", day),
                ("last_on", ">=", day),
            ],
            order="id desc",
            limit=1,
        )
        if rules.raises_absence(found["result"], known=bool(known)):
            return findings._report_absence(officer, day, day, self._facts(found))
        return known

    def _facts(self, found):
        """What the person concerned and who decides read: way, time, what was found."""
        ways = dict(self._fields["way"]._description_selection(self.env))
        there = fields.Datetime.context_timestamp(
            self.with_context(tz="Asia/Shanghai"), found["moment"]
        )
        text = self.env._(
            "Inspection by the efficiency office, %(way)s, %(moment)s: not at post.",
            way=ways[found["way"]],
            moment=there.strftime("%Y-%m-%d %H:%M"),
        )
        return " ".join(filter(None, [text, found["note"]]))

    def _missed_duty_of(self, officer, day):
        """Return the report that was missed on ``day`` or last before it within a week (R045)."""
        duties = self.env["zhaoshang.duty"].sudo()
        week = fields.Date.subtract(day, days=6)
        missed = duties.search(
            [
                ("appointment_id", "=", officer.id),
                ("state", "=", "missed"),
                ("due_on", "<=", day),
                ("due_on", ">=", week),
            ],
            order="due_on desc",
            limit=1,
        )
        if missed and not missed.finding_ids and not missed.provisional:
            self.env["zhaoshang.finding"].sudo()._raise_missed_duties(officer.company_id)
        return missed

    def _tell_the_finding(self):
        """Who decides on the finding of a corrected entry is told that it was corrected."""
        for entry in self.filtered("corrects_id.finding_id"):
            finding = entry.corrects_id.finding_id
            if finding == entry.finding_id:
                continue
            finding.message_post(
                body=self.env._(
                    "The efficiency office has corrected its inspection of %(day)s: %(result)s "
                    "instead of %(before)s. Reason: %(reason)s",
                    day=entry.day,
                    result=entry.words,
                    before=entry.corrects_id.words,
                    reason=entry.reason,
                )
            )
