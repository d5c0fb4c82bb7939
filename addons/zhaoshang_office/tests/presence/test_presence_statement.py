from contextlib import contextmanager
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odoo.tests import tagged
from odoo.tools import SQL

from ...rules import presence as rules
from ...rules.days import Span
from .common import PresenceCase

DAY = timedelta(days=1)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
LOGINS = ("head.a", "deputy1.a", "deputy2.a", "head.b")
KINDS = ("rotation", "special", "escort", "county_duty", rules.ABSENCE)


@st.composite
def absences(draw):
    """Absences of one person, one after another as the database wants them."""
    found, day = [], FIRST + DAY * draw(st.integers(0, 20))
    for _turn in range(draw(st.integers(0, 6))):
        last = day + DAY * draw(st.integers(0, 12))
        found.append(
            rules.Away(
                draw(st.sampled_from(KINDS)),
                Span(day, last),
                days_before=draw(st.integers(0, 5)),
                with_notice=draw(st.booleans()),
                long_accepted=draw(st.booleans()),
                credit_withdrawn=draw(st.booleans()),
            )
        )
        day = last + DAY * draw(st.integers(1, 60))
    return found


CHANGED = st.fixed_dictionaries(
    {
        "holiday_mode": st.sampled_from([rules.CREDIT, rules.STRICT]),
        "min_days": st.integers(0, 31),
        "dismiss_days": st.integers(0, 31),
        "prorate": st.booleans(),
        "accompany_credit": st.booleans(),
        "accompany_max": st.integers(0, 6),
        "county_duty_counts": st.sampled_from([rules.WITH_NOTICE, rules.ALWAYS, rules.NEVER]),
        "special_leave_reduces": st.booleans(),
    }
)


@tagged("post_install", "-at_install")
class TestPresenceStatement(PresenceCase):
    """The statement says what the pure law says, for everybody at once."""

    @contextmanager
    def undone(self):
        with self.env.cr.savepoint() as savepoint:
            yield
            savepoint.rollback()
        self.env.invalidate_all()

    def put_in(self, people):
        """Absences straight into the tables: thousands of them in little time."""
        leaves, findings = [], []
        for login, each in people.items():
            post = self.posts[login]
            for away in each:
                span = (post.id, post.company_id.id, post.bureau_id.id, *_ends(away))
                if away.kind == rules.ABSENCE:
                    findings.append((*span, self.rule_set.id))
                else:
                    leaves.append(
                        (*span, away.kind, "N 1" if away.with_notice else None,
                         away.long_accepted, away.credit_withdrawn, away.days_before)
                    )  # fmt: skip
        self.insert(
            leaves,
            """
            INSERT INTO zhaoshang_leave (appointment_id, company_id, bureau_id, date_from, date_to,
                kind, notice_number, long_escort_accepted, credit_withdrawn, days_before,
                last_away, zs_approval_state)
            SELECT v.a, v.c, v.b, v.f::date, v.l::date, v.k, v.n, v.e, v.w, v.d, v.l::date,
                   'approved'
              FROM (VALUES %s) v (a, c, b, f, l, k, n, e, w, d)
            """,
        )
        self.insert(
            findings,
            """
            INSERT INTO zhaoshang_finding (appointment_id, company_id, bureau_id, occurred_on,
                last_on, rule_set_id, kind, state, raised_on, answer_until)
            SELECT v.a, v.c, v.b, v.f::date, v.l::date, v.r, 'absence', 'confirmed', v.l::date,
                   v.l::date
              FROM (VALUES %s) v (a, c, b, f, l, r)
            """,
        )

    def insert(self, rows, statement):
        if rows:
            self.env.cr.execute(SQL(statement, SQL(", ").join(rows)))

    def setUp(self):
        super().setUp()
        self.rule_set = self.env["zhaoshang.rule.set"]._at(FIRST, self.company)
        self._appoint("part.b", "deputy", self.bureau_b, date(2026, 2, 20), date(2026, 9, 9))

    def test_the_statement_and_the_law_say_the_same(self):
        """R068, R069, R070, R071, R072, R073, R081, R083: random people, a whole year, random
        parameters; days, totals, limits and result."""
        logins = (*LOGINS, "part.b")
        calendar = self.env["zhaoshang.workday"]._calendar(FIRST, LAST, self.company)

        @settings(
            max_examples=25, deadline=None, database=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(st.fixed_dictionaries({login: absences() for login in logins}), CHANGED)
        def compare(people, changed):
            with self.undone():
                self.put_in(people)
                months = self.months._months(self.company, FIRST, date(2026, 12, 1), changed)
                self.months._store_days(months, SQL("a.id IN %s", self.appointment_ids(logins)))
                for login, each in people.items():
                    post = self.posts[login]
                    service = Span(post.date_from, post.date_to)
                    for month in months:
                        expected = rules.days_of(
                            month.span.first, service, each, calendar, month.parameters
                        )
                        self.check(login, month, expected)

        compare()

    def appointment_ids(self, logins):
        return tuple(self.posts[login].id for login in logins)

    def check(self, login, month, expected):
        row = self.row(login, f"{month.span.first:%Y-%m}")
        if set(expected) == {rules.NOT_IN_SERVICE}:
            self.assertFalse(row)
            return
        found = rules.totals(expected, month.parameters)
        judged = rules.judge(expected, month.parameters)
        self.assertEqual(row.days, expected)
        self.assertEqual(
            (row.at_post_days, row.service_days, row.special_days, row.absent_days),
            (found.at_post, found.service, found.special, found.unapproved),
        )
        self.assertEqual(
            (row.limit_days, row.dismiss_days, row.result),
            (judged.limit, judged.dismiss_limit, judged.result),
        )
        kinds = (row.holiday_days, row.leave_days, row.escort_days, row.escort_beyond_days,
                 row.duty_called_days, row.duty_own_days)  # fmt: skip
        self.assertEqual(kinds, tuple(expected.count(code) for code in "HLEXNC"))

    def test_one_statement_whatever_the_number(self):
        """R069: queries of a night do not grow with people, absences or months."""
        costs = []
        for month in (2, 12):
            span = Span(date(2026, month, 2), date(2026, month, 4))
            self.put_in({"head.a": [rules.Away("rotation", span)]})
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.months._recompute(self.company, last=date(2026, month, 1))
            costs.append(self.env.cr.sql_log_count - before)
        self.assertEqual(costs[0], costs[1])
        self.assertLessEqual(costs[1], 6)


def _ends(away):
    return away.span.first, away.span.last
