"""Plays a year against the models: real users press the real buttons, the clock is moved."""

import random
from collections import namedtuple
from datetime import datetime, time, timedelta

from odoo.exceptions import UserError, ValidationError

from . import oracle
from .facts import Answer, Decision, Dismissal, Service, Withdrawal
from .generate import DOOM, DOOMED

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EIGHT = timedelta(hours=8)
Turn = namedtuple("Turn", "at rank do")
RECEIPT = "JVBERi0xLjQK"
# What nobody analyses while one transaction lasts a year
ANALYSE = "ANALYZE zhaoshang_duty, zhaoshang_finding, zhaoshang_report, zhaoshang_leave"
WRITES = """
    SELECT SUM(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables
     WHERE relname IN ('zhaoshang_duty', 'zhaoshang_finding', 'zhaoshang_duty_watermark',
                       'mail_activity', 'mail_message')"""


class World:
    """
    :param case: an ``OfficeCase`` whose ``posts`` hold every person of the year
    :param looks: the moments at which the scheduled action runs
    """

    def __init__(self, case, year, looks, clock, again=()):
        self.case, self.env, self.year, self.clock = case, case.env, year, clock
        self.looks, self.again = looks, set(again)
        self.answers, self.decisions, self.services = [], [], []
        self.withdrawals, self.dismissals, self.upheld, self.served = [], [], [], []
        self.sure = {(plan.person, plan.monday) for plan in year.plans}
        self.sure |= {(p.person, p.monday + 4 * DAY) for p in year.plans if p.double}
        self.steps, self.rewritten = [], []
        self.entered, self.explained, self.asked, self.analysed = {}, {}, {}, None

    def play(self):
        turns = [Turn(look, 1, self.look) for look in self.looks]
        for leave in self.year.leaves:
            turns.append(Turn(self.asked_at(leave), 0, self.ask(leave)))
            turns.append(Turn(leave.granted_at, 0, self.grant(leave)))
        turns += [Turn(each.since, 0, self.name(each)) for each in self.year.acting]
        turns += [Turn(each.at, 0, self.inspect(each)) for each in self.year.inspections]
        for each in self.year.explanations:
            turns.append(Turn(each.at, 0, self.explain(each)))
            if each.accepted_at:
                turns.append(Turn(each.accepted_at, 0, self.accept(each)))
        for thing in self.year.calls + self.year.reports:
            turns.append(Turn(thing.entered_at, 0, self.enter(thing)))
            if thing.cancelled_at:
                turns.append(Turn(thing.cancelled_at, 0, self.strike(thing)))
        day = self.looks[0].replace(hour=10, minute=0, second=30)
        while day < self.looks[-1]:
            turns.append(Turn(day, 0, self.people))
            day += DAY
        for turn in sorted(turns, key=lambda turn: turn[:2]):
            if turn.at <= self.looks[-1]:
                self.clock.move_to(turn.at - EIGHT)
                self.now = turn.at
                turn.do()

    def look(self):
        if self.now.month != self.analysed:
            self.analysed = self.now.month
            self.env.cr.execute(ANALYSE)
        self.env["zhaoshang.duty"]._cron_duties()
        if self.now in self.again:
            before = self.writes()
            self.env["zhaoshang.duty"]._cron_duties()
            if self.writes() != before:
                self.rewritten.append(self.now)

    def writes(self):
        self.env.flush_all()
        self.env.cr.execute(WRITES)
        return self.env.cr.fetchone()[0]

    def asked_at(self, leave):
        """Who asks afterwards asks on the day itself (R088); the departments take their time."""
        first_day = datetime.combine(leave.first, time(7, 30))
        return min(first_day, leave.granted_at - HOUR / 60)

    def ask(self, leave):
        def do():
            acting = self.case.posts[leave.acting].id if leave.acting else False
            self.asked[leave] = self.case.ask(
                leave.person, leave.first, leave.last, acting_appointment_id=acting, reason="Flood"
            )

        return do

    def grant(self, leave):
        def do():
            self.case.grant(self.asked[leave])

        return do

    def name(self, acting):
        def do():
            self.case.bureaus[acting.bureau].acting_appointment_id = self.case.posts[acting.person]

        return do

    def enter(self, thing):
        return lambda: self.take_call(thing) if hasattr(thing, "spoke") else self.take_in(thing)

    def take_in(self, report):
        """The management office registers what came by fax, and attaches it."""
        self.reports().create(
            {
                "kind": report.kind,
                "period_from": report.period,
                "bureau_id": self.case.bureaus[report.bureau].id,
                "reported_at": report.made_at - EIGHT,
                "content": "Two firms visited",
                "file": RECEIPT,
            }
        ).action_submit()

    def take_call(self, call):
        """The management office enters a call; from a mobile only with the explanation (R050)."""
        gone = {each.person for each in self.dismissals if each.at.date() <= call.made_at.date()}
        spoke = [self.case.posts[person].id for person in call.spoke if person not in gone]
        if not spoke:
            return
        values = {
            "bureau_id": self.case.bureaus[call.bureau].id,
            "reported_at": call.made_at - EIGHT,
            "speaker_ids": spoke,
            "content": "Two firms visited",
        }
        if not call.from_fixed_phone:
            values["calling_number"] = "139-0000-0000"
        if call.explained:
            values["remark"] = "The line is dead"
        if call.from_fixed_phone or call.explained:
            self.entered[call] = self.reports().create(values)
            return
        with self.case.assertRaisesRegex(ValidationError, "R050"), self.env.cr.savepoint():
            self.reports().create(values)

    def reports(self):
        return self.case.as_user("bangongshi", "zhaoshang.report")

    def explain(self, explanation):
        def do():
            person = self.case.posts[explanation.person].user_id
            self.explained[explanation] = (
                self.env["zhaoshang.explanation"]
                .with_user(person)
                .create({"kind": "monday_call", "day": self.week(explanation), "reason": "Flood"})
            )
            self.explained[explanation].action_submit()

        return do

    def week(self, explanation):
        """A merged call is explained by any of its weeks; the first is always one."""
        return next(
            slot.periods[0]
            for slot in oracle.monday_calls(explanation.due_on - 21 * DAY, explanation.due_on)
            if slot.due_on == explanation.due_on
        )

    def accept(self, explanation):
        def do():
            office = self.case.users["bangongshi"]
            self.explained[explanation].with_user(office).action_accept("So it was")

        return do

    def strike(self, thing):
        def do():
            if thing in self.entered:
                self.entered[thing].cancel_reason = "Entered by mistake"
                self.entered[thing].action_cancel()

        return do

    def people(self):
        """Whoever is suspected answers or does not; the office decides, or lets it lie."""
        today = self.now.date()
        self.reconsider(today)
        findings = self.env["zhaoshang.finding"].search(
            [("state", "in", ("suspected", "answered"))], order="occurred_on, kind, id"
        )
        for finding in findings:
            person = self.case.people[finding.appointment_id]
            key = (person, finding.kind, finding.occurred_on)
            chance = random.Random(repr(key))
            answers, waits, decides = chance.random(), chance.randint(1, 9), chance.random()
            mine = finding.with_user(finding.user_id)
            office = finding.with_user(self.case.users["bangongshi"])
            sure = (person, finding.occurred_on) in self.sure
            gone = person in {each.person for each in self.dismissals}
            hears = finding.state == "suspected" and today > finding.raised_on and not gone
            if hears and answers < 0.4:
                mine.action_answer("The line was dead")
                self.answers.append(Answer(*key, self.now))
            elif (sure or decides < 0.85) and today > finding.answer_until + waits * DAY:
                confirmed = sure or decides < 0.6
                if confirmed and self.explains(*key):
                    continue  # R046: the office decides the explanation first
                (office.action_confirm if confirmed else office.action_drop)("Looked into")
                self.decisions.append(Decision(*key, self.now, confirmed))
        if today.weekday() == 2:
            self.punish(today)

    def explains(self, person, kind, day):
        """An explanation of this call was sent and is not decided."""
        return any(
            (each.person, "monday_call", each.due_on) == (person, kind, day)
            and record.state == "sent"
            for each, record in self.explained.items()
        )

    def punish(self, today):
        """On Wednesdays half of those whose step stands to be decided on are given it, and know."""
        posts = self.env["zhaoshang.appointment"].union(*self.case.people)
        standings = posts._ladders()
        ladders = {
            person: standings[post._term_key()].ladder for post, person in self.case.people.items()
        }
        steps = {person: each.raising and each.step or 0 for person, each in ladders.items()}
        self.steps.append((self.now, steps))
        for person, step in steps.items():
            doomed = person == DOOMED and step == 3 and today >= DOOM
            if doomed or (step in (1, 2) and self.serves(person, today)):
                act = ladders[person].raising[0].key
                finding = self.env["zhaoshang.finding"].browse(act)
                sanction = self.serve(finding, today, step)
                self.services.append(Service(person, self.now))
                self.served.append((self.services[-1], sanction))
                if doomed:
                    self.dismissals.append(Dismissal(person, self.now))

    def serves(self, person, today):
        """Half of them; who is to be served in a week of two misses waits for its Wednesday."""
        for plan in self.year.plans:
            until = plan.monday + 2 * DAY - today
            if plan.double and plan.person == person and timedelta() <= until < 35 * DAY:
                return not until
        return random.Random(f"{person} {today}").random() < 0.5

    def reconsider(self, today):
        """Of the sanctions served some are reviewed, upheld or not, and some taken back."""
        for service, sanction in self.served:
            chance = random.Random(repr(service)).random()
            days = (today - service.at.date()).days
            if service.person == DOOMED or chance > 0.45:
                continue
            if chance > 0.3:
                if days == 25:
                    other = sanction.with_user(self.case.users["zuzhibu"])
                    other.action_withdraw_sanction("Wrong facts")
                    self.withdrawals.append(Withdrawal(service.person, service.at, self.now))
            elif days == 5:
                sanction.with_user(sanction.user_id).action_ask_review("I called")
            elif days == 9:
                self.review(service, sanction.review_ids, granted=chance < 0.12)

    def review(self, service, review, granted):
        """By a member of the department who neither drafted nor signed it."""
        review = review.with_user(self.case.users["zuzhibu2"])
        if granted:
            review.action_grant("The call was noted elsewhere")
            self.withdrawals.append(Withdrawal(service.person, service.at, self.now))
        else:
            review.action_uphold("No call is on record")
            self.upheld.append(service)

    def inspect(self, seen):
        """Not at post; on a day of leave or on a holiday it cannot be put down (R061, R070)."""

        def do():
            post = self.case.posts[seen.person]
            leave = self.env["zhaoshang.leave"].search_count(
                [
                    ("appointment_id", "=", post.id),
                    ("zs_approval_state", "=", "approved"),
                    ("date_from", "<=", seen.day),
                    ("date_to", ">=", seen.day),
                ]
            )
            found = (post.bureau_id.id, post.id, "absent", "phone", str(seen.day))
            entries = self.case.as_user("xiaonengban", "zhaoshang.inspection.entry")
            if leave or not oracle.works(seen.day):
                rule = "R061" if leave else "R070"
                with self.case.assertRaisesRegex(UserError, rule), self.env.cr.savepoint():
                    entries.action_record(*found)
            else:
                entries.action_record(*found)

        return do

    def serve(self, finding, today, step):
        office = finding.with_user(self.case.users["bangongshi"])
        sanction = self.env["zhaoshang.sanction"].browse(office.action_draft_sanction()["res_id"])
        draft = sanction.with_user(self.case.users["bangongshi"])
        draft.write({"analysis": "Against clause 8", "admonition": "Report in time"})
        if step == 3:
            self.verify(draft, today)
        draft.action_zs_submit()
        for _turn in range(5):
            for task in self.case.tasks(sanction):
                task.with_user(task.user_id).action_decide("approve", comment="Agreed")
            self.env.invalidate_all()
        talk = (str(today), "Member of the department", "He promised to report")
        server = sanction.with_user(self.case.users["zuzhibu"])
        server.action_serve(
            str(today), "handed", RECEIPT, "receipt.pdf", talk=talk if step == 2 else None
        )
        return sanction

    def verify(self, case, today):
        """R103: the person is heard; R104: a colleague takes over, in force from today."""
        post = case.appointment_id
        colleagues = post.bureau_id.sudo().appointment_ids._active_at(today) - post
        case.write({"effective_on": today, "successor_id": colleagues[:1].id})
        case.action_ask_statement()
        case.with_user(post.user_id).action_state("I regret it")
