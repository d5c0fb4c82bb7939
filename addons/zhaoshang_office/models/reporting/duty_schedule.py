import logging
from datetime import UTC, date, timedelta

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL
from psycopg2.errors import OperationalError

from ...rules import duty as rules
from ..clock import county_now, county_today

_logger = logging.getLogger(__name__)
MONDAY_CALL = "monday_call"
LOOK_BACK = timedelta(days=35)
TRIES = 3


class Duty(models.Model):
    """Lays out duties and brings them up to date: set-based statements, whatever the number.

    One day of duty is one chunk. Every statement can run again and then changes nothing.
    """

    _inherit = "zhaoshang.duty"

    @api.model
    def _cron_monday_call(self):
        """Lay out, bring up to date, raise findings; catch up whatever was missed (R045)."""
        watched = (
            self.env["zhaoshang.bureau"]
            .sudo()
            ._read_group([("compliance_start", "!=", False)], ["company_id"])
        )
        schedule = self.sudo().with_context(lang=self.env["zhaoshang.audit"]._lang())
        for (company,) in watched:
            for chunk in schedule._chunks(company):
                self._retried(chunk)

    def action_check_now(self):
        """The same as the scheduled action, at once (管理办公室)."""
        if not self.env.user.has_group("zhaoshang_office.group_office"):
            raise AccessError(
                self.env._("Only the management office checks the duties (clause 9).")
            )
        self._check_monday_calls(self.env.company)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The duties are up to date."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _check_monday_calls(self, company):
        for chunk in self.sudo()._chunks(company):
            chunk()

    def _chunks(self, company):
        """Yield what is to be done, one transaction each."""
        yield lambda: self._review_provisional(company)
        for call, provisional in self._monday_calls(company):
            yield lambda call=call, doubt=provisional: self._lay_out(call, doubt, company)
        yield lambda: self._bring_up_to_date(company)

    def _retried(self, chunk):
        """Run one chunk and commit it; a concurrent change makes it start again, thrice."""
        for attempt in range(1, TRIES + 1):
            try:
                chunk()
                self.env["ir.cron"]._commit_progress(1)
                return
            except OperationalError as error:
                if not isinstance(error, PG_CONCURRENCY_EXCEPTIONS_TO_RETRY) or attempt == TRIES:
                    raise
                _logger.info("Duties changed meanwhile, attempt %s of %s", attempt, TRIES)
                self.env.cr.rollback()
                self.env.invalidate_all(flush=False)

    def _monday_calls(self, company):
        """Return (call, provisional) for the calls that have opened and are not laid out yet."""
        today = county_today(self.env)
        [(start,)] = self.env.execute_query(
            SQL(
                """
                SELECT MIN(GREATEST(b.compliance_start, w.done_until + 1))
                  FROM zhaoshang_bureau b
             LEFT JOIN zhaoshang_duty_watermark w ON w.bureau_id = b.id AND w.kind = %s
                 WHERE b.company_id = %s AND b.compliance_start IS NOT NULL
                   AND (b.closed_on IS NULL OR b.closed_on > COALESCE(w.done_until, b.opened_on))
                """,
                MONDAY_CALL,
                company.id,
            )
        )
        if not start or start > today:
            return []
        calendar = self.env["zhaoshang.workday"]._calendar(start, today, company)
        shift = self.env["zhaoshang.rule.set"]._at(today, company).holiday_shift
        calls = rules.monday_calls(start, calendar.on_or_after(today), calendar, shift)
        return [
            (call, not rules.may_raise_finding(call.due_on, calendar))
            for call in calls
            if call.periods[0] <= today
        ]

    def _lay_out(self, call, provisional, company):
        """Insert one day's duties for everybody in post, and move the watermark (R045, R049)."""
        rule_set = self.env["zhaoshang.rule.set"]._at(call.due_on, company)
        limit = rules.deadline(call.due_on, rule_set.monday_deadline, rule_set.monday_grace)
        bureaus = self.env["zhaoshang.bureau"]
        active = bureaus._search(bureaus._domain_active_at(call.due_on), active_test=False)
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                WITH bureau AS (
                    SELECT b.id FROM zhaoshang_bureau b
                 LEFT JOIN zhaoshang_duty_watermark w ON w.bureau_id = b.id AND w.kind = %(kind)s
                     WHERE b.company_id = %(company)s AND b.id IN %(active)s
                       AND b.compliance_start <= %(due_on)s
                       AND (w.done_until IS NULL OR w.done_until < %(due_on)s)
                ), laid_out AS (
                    INSERT INTO zhaoshang_duty (
                        kind, appointment_id, user_id, bureau_id, company_id, due_on,
                        period_from, period_to, opens_at, due_at, grace_end, state,
                        rule_set_id, provisional, create_uid, create_date, write_uid, write_date)
                    SELECT %(kind)s, a.id, a.user_id, a.bureau_id, a.company_id, %(due_on)s,
                           %(first)s, %(last)s, %(opens)s, %(due_at)s, %(grace_end)s, 'due',
                           %(rule_set)s, %(provisional)s, %(uid)s, %(now)s, %(uid)s, %(now)s
                      FROM zhaoshang_appointment a JOIN bureau ON bureau.id = a.bureau_id
                     WHERE a.state IN ('confirmed', 'ended')
                       AND %(due_on)s BETWEEN a.date_from AND a.date_to
                    ON CONFLICT (kind, appointment_id, due_on) DO NOTHING
                )
                INSERT INTO zhaoshang_duty_watermark (bureau_id, kind, done_until)
                SELECT id, %(kind)s, %(due_on)s FROM bureau
                ON CONFLICT (bureau_id, kind) DO UPDATE SET done_until =
                    GREATEST(zhaoshang_duty_watermark.done_until, EXCLUDED.done_until)
                """,
                kind=MONDAY_CALL,
                company=company.id,
                active=active.subselect(),
                due_on=call.due_on,
                first=call.periods[0],
                last=call.periods[-1],
                opens=naive(rules.moment(call.periods[0], 0)),
                due_at=naive(limit.due_at),
                grace_end=naive(limit.grace_end),
                rule_set=rule_set.id,
                provisional=provisional,
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        self.env.invalidate_all(flush=False)

    def _bring_up_to_date(self, company):
        """Work out how the duties of the last weeks stand, and raise what is missing."""
        since = county_today(self.env) - LOOK_BACK
        self._settle(
            SQL(
                "d.company_id = %s AND (d.state IN ('due', 'late') OR d.due_on >= %s)",
                company.id,
                since,
            )
        )
        self.env["zhaoshang.finding"]._raise_missed_duties(company)

    def _settle(self, which):
        """Set the state of the duties that ``which`` picks, from calls, leaves and the clock.

        The statement says what ``rules.duty.state`` says, for all at once; a test holds the two
        against each other. Rows that stand as they should are not touched.
        """
        self.env.flush_all()
        changed = self.env.execute_query(
            SQL(
                """
                WITH fact AS (
                    SELECT d.id, call.id AS report_id, call.called_at AS reported_at,
                           CASE
                             WHEN call.called_at <= d.due_at THEN 'done'
                             WHEN away.id IS NOT NULL OR d.due_on > a.date_to THEN 'excused'
                             WHEN call.called_at < d.grace_end THEN 'late'
                             WHEN %(now)s >= d.grace_end THEN 'missed'
                             WHEN %(now)s > d.due_at THEN 'late'
                             ELSE 'due'
                           END AS state,
                           CASE WHEN call.called_at <= d.due_at THEN NULL ELSE away.id END
                             AS leave_id
                      FROM zhaoshang_duty d
                      JOIN zhaoshang_rule_set p ON p.id = d.rule_set_id
                      JOIN zhaoshang_appointment a ON a.id = d.appointment_id
         LEFT JOIN LATERAL (
                        SELECT r.id, r.called_at
                          FROM zhaoshang_report r
                         WHERE r.kind = d.kind AND r.bureau_id = d.bureau_id
                           AND r.state = 'registered'
                           AND r.called_at >= d.opens_at AND r.called_at < d.grace_end
                           AND (p.monday_subject = 'bureau' OR EXISTS (
                                SELECT FROM zhaoshang_report_speaker_rel s
                                 WHERE s.report_id = r.id
                                   AND s.appointment_id = d.appointment_id))
                      ORDER BY r.called_at, r.id LIMIT 1) call ON TRUE
         LEFT JOIN LATERAL (
                        SELECT l.id
                          FROM zhaoshang_leave l
                         WHERE l.appointment_id = d.appointment_id
                           AND l.zs_approval_state = 'approved'
                           AND d.due_on BETWEEN l.date_from AND l.last_away
                           AND p.leave_excuses_monday
                      ORDER BY l.id LIMIT 1) away ON TRUE
                     WHERE %(which)s
                )
                UPDATE zhaoshang_duty d
                   SET state = fact.state, report_id = fact.report_id,
                       reported_at = fact.reported_at, leave_id = fact.leave_id,
                       write_uid = %(uid)s, write_date = %(stamp)s
                  FROM fact
                 WHERE d.id = fact.id
                   AND (d.state, d.report_id, d.reported_at, d.leave_id) IS DISTINCT FROM
                       (fact.state, fact.report_id, fact.reported_at, fact.leave_id)
             RETURNING d.id
                """,
                now=naive(county_now(self.env)),
                which=which,
                uid=self.env.uid,
                stamp=self.env.cr.now(),
            )
        )
        self.env.invalidate_all(flush=False)
        settled = self.browse(row[0] for row in changed)
        self.env["zhaoshang.finding"]._drop_settled(settled)
        return settled

    def _review_provisional(self, company):
        """Once a year's table is published its duties count, or move to their right day (R049)."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT EXTRACT(YEAR FROM due_on)::int, MIN(due_on), MAX(due_on)
                  FROM zhaoshang_duty WHERE provisional AND company_id = %s GROUP BY 1
                """,
                company.id,
            )
        )
        for year, first, last in rows:
            calendar = self.env["zhaoshang.workday"]._calendar(first, last, company)
            if not rules.may_raise_finding(date(year, 1, 1), calendar):
                continue
            shift = self.env["zhaoshang.rule.set"]._at(last, company).holiday_shift
            right = {call.due_on for call in rules.monday_calls(first, last, calendar, shift)}
            self._settle_provisional(company, year, first, tuple(right) or (None,))

    def _settle_provisional(self, company, year, first, right):
        picked = SQL(
            "provisional AND company_id = %s AND EXTRACT(YEAR FROM due_on) = %s", company.id, year
        )
        [(moved,)] = self.env.execute_query(
            SQL("SELECT COUNT(*) FROM zhaoshang_duty WHERE %s AND due_on NOT IN %s", picked, right)
        )
        self.env.cr.execute(
            SQL(
                "DELETE FROM zhaoshang_duty WHERE %s AND due_on NOT IN %s AND report_id IS NULL",
                picked,
                right,
            )
        )
        self.env.cr.execute(SQL("UPDATE zhaoshang_duty SET provisional = FALSE WHERE %s", picked))
        if moved:
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE zhaoshang_duty_watermark w SET done_until = LEAST(done_until, %s)
                      FROM zhaoshang_bureau b WHERE b.id = w.bureau_id AND b.company_id = %s
                    """,
                    first - timedelta(days=1),
                    company.id,
                )
            )
        self.env.invalidate_all(flush=False)


def naive(moment):
    """Return an aware moment as PostgreSQL keeps it here: UTC without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)
