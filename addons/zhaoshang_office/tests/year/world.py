"""Plays a year against the models: real users press the real buttons, the clock is moved."""

import random
from collections import namedtuple
from datetime import datetime, time, timedelta

from odoo.exceptions import ValidationError

from . import oracle
from .facts import Answer, Decision, Service

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
        self.steps, self.rewritten = [], []
        self.entered, self.explained, self.asked, self.analysed = {}, {}, {}, None

    def play(self):
        turns = [Turn(look, 1, self.look) for look in self.looks]
        for leave in self.year.leaves:
            turns.append(Turn(self.asked_at(leave), 0, self.ask(leave)))
            turns.append(Turn(leave.granted_at, 0, self.grant(leave)))
        turns += [Turn(each.since, 0, self.name(each)) for each in self.year.acting]
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
        values = {
            "bureau_id": self.case.bureaus[call.bureau].id,
            "reported_at": call.made_at - EIGHT,
            "speaker_ids": [self.case.posts[person].id for person in call.spoke],
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
            if finding.state == "suspected" and answers < 0.4 and today > finding.raised_on:
                mine.action_answer("The line was dead")
                self.answers.append(Answer(*key, self.now))
            elif decides < 0.85 and today > finding.answer_until + waits * DAY:
                confirmed = decides < 0.6
                (office.action_confirm if confirmed else office.action_drop)("Looked into")
                self.decisions.append(Decision(*key, self.now, confirmed))
        if today.weekday() == 2:
            self.punish(today)

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
            if step in (1, 2) and random.Random(f"{person} {today}").random() < 0.5:
                act = ladders[person].raising[0].key
                self.serve(self.env["zhaoshang.finding"].browse(act), today, talk=step == 2)
                self.services.append(Service(person, self.now))

    def serve(self, finding, today, talk):
        office = finding.with_user(self.case.users["bangongshi"])
        sanction = self.env["zhaoshang.sanction"].browse(office.action_draft_sanction()["res_id"])
        draft = sanction.with_user(self.case.users["bangongshi"])
        draft.write({"analysis": "Against clause 8", "admonition": "Report in time"})
        draft.action_zs_submit()
        for _turn in range(5):
            for task in self.case.tasks(sanction):
                task.with_user(task.user_id).action_decide("approve", comment="Agreed")
            self.env.invalidate_all()
        talk = (str(today), "Member of the department", "He promised to report") if talk else None
        server = sanction.with_user(self.case.users["zuzhibu"])
        server.action_serve(str(today), "handed", RECEIPT, "receipt.pdf", talk=talk)
