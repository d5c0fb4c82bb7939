"""What the rules R045 to R057, R063 and R089 to R096 make of a year, read from their text alone.

Slow, plain and separate: nothing of ``rules/`` is used here; the holidays come from the library.
It takes facts and the moments at which somebody looked, and says what duties and findings follow.
"""

from bisect import bisect_left
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

import chinese_calendar

DAY = timedelta(days=1)
SIX = time(18)
ABSENCE = "absence"


class Duty(NamedTuple):
    kind: str
    owner: str  # of a call the person, of a report the bureau
    due_on: date
    state: str
    responsible: str | None


class Finding(NamedTuple):
    kind: str
    person: str
    day: date
    state: str
    answer_until: date


class Slot(NamedTuple):
    """A day on which a kind of duty falls due, and until when a report is in time, or late."""

    kind: str
    periods: tuple
    due_on: date
    opens: datetime
    due: datetime
    end: datetime


def works(day):
    return chinese_calendar.is_workday(day)


def next_working(day):
    while not works(day):
        day += DAY
    return day


def last_working(day):
    while not works(day):
        day -= DAY
    return day


def working_days_after(day, number):
    for _each in range(number):
        day = next_working(day + DAY)
    return day


def midnight_after(day):
    return datetime.combine(day + DAY, time())


def last_of_month(day):
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - DAY


def monday_calls(first, last):
    """R045, R049: every Monday, or the next working day; what falls on one day is one call."""
    mondays = {}
    day = first - timedelta(days=first.weekday())
    while day <= last:
        mondays.setdefault(next_working(day), []).append(day)
        day += 7 * DAY
    for due, those in mondays.items():
        opens = datetime.combine(those[0], time())
        at_six = datetime.combine(due, SIX)
        yield Slot("monday_call", tuple(those), due, opens, at_six, midnight_after(due))


def friday_reports(first, last):
    """R049, R051: every Friday, or the next working day; none for a week nobody works in."""
    day = first - timedelta(days=first.weekday())
    while day <= last:
        if any(works(day + n * DAY) for n in range(7)):
            due = next_working(day + 4 * DAY)
            end = datetime.combine(next_working(due + DAY), SIX)
            opens = datetime.combine(day, time())
            yield Slot("friday_report", (day,), due, opens, datetime.combine(due, SIX), end)
        day += 7 * DAY


def month_reports(first, last):
    """R053, R054: the last working day; three calendar days of tolerance."""
    day = first.replace(day=1)
    while day <= last:
        due = last_working(last_of_month(day))
        opens, end = datetime.combine(day, time()), midnight_after(due + 3 * DAY)
        yield Slot("month_report", (day,), due, opens, midnight_after(due), end)
        day = last_of_month(day) + DAY


def two_month_reports(first, last):
    """R055, R056: the last working day of the even month; tolerance as at the end of a month."""
    day = date(first.year, first.month - (first.month - 1) % 2, 1)
    while day <= last:
        due = last_working(last_of_month(last_of_month(day) + DAY))
        opens, end = datetime.combine(day, time()), midnight_after(due + 3 * DAY)
        yield Slot("bimonth_report", (day,), due, opens, midnight_after(due), end)
        day = last_of_month(last_of_month(day) + DAY) + DAY


def research_reports(first, last):
    """R034, R035: the last working day of June and of December."""
    for day, until in (
        (date(first.year, 1, 1), date(first.year, 6, 30)),
        (date(first.year, 7, 1), date(first.year, 12, 31)),
    ):
        if day <= last:
            due = last_working(until)
            opens, end = datetime.combine(day, time()), midnight_after(due)
            yield Slot("research_report", (day,), due, opens, end, end)


class Oracle:
    """Judges one year.

    :param looked: the moments at which the duties were looked at, in order; the last is the end
    """

    def __init__(self, year, looked, world=None):
        self.year, self.looked, self.now = year, looked, looked[-1]
        self.answers = world.answers if world else ()
        self.decisions = world.decisions if world else ()
        self.services = world.services if world else ()
        self.withdrawals = world.withdrawals if world else ()
        self.dismissed = {each.person: each.at for each in world.dismissals} if world else {}
        self.merged, self.given = set(), {}
        names = [bureau.name for bureau in year.bureaus]
        self.calls = {name: [c for c in year.calls if c.bureau == name] for name in names}
        self.reports = {name: [r for r in year.reports if r.bureau == name] for name in names}
        self.first = min(bureau.watched_from for bureau in year.bureaus)

    # who is where

    def in_post(self, bureau, day):
        return [
            post
            for post in self.year.posts
            if post.bureau == bureau and post.first <= day <= post.last and self.serves(post, day)
        ]

    def serves(self, post, day):
        """R104: from the day on which a dismissal is in force the duties have ended."""
        return post.person not in self.dismissed or day < self.dismissed[post.person].date()

    def away(self, person, day, known):
        """R047: the leave that a person is on, as far as it was granted by ``known``."""
        for leave in self.year.leaves:
            his = leave.person == person and leave.granted_at <= known
            if his and leave.first <= day <= leave.last:
                return leave
        return None

    def answers_for(self, bureau, day, known):
        """R015, R052, R096: the head; while he is away or lacking, who acts for him, if at post."""
        there = [post.person for post in self.in_post(bureau, day)]
        named = [
            each.person
            for each in self.year.acting
            if each.bureau == bureau and each.since.date() <= day and each.since <= known
        ]
        for head in self.in_post(bureau, day):
            if head.role == "head":
                leave = self.away(head.person, day, known)
                named = [head.person] if leave is None else [leave.acting, *named]
        at_post = [
            person for person in named if person in there and not self.away(person, day, known)
        ]
        return at_post[0] if at_post else None

    # what was reported

    def counted(self, things, bureau, known):
        for thing in things[bureau]:
            struck = thing.cancelled_at is not None and thing.cancelled_at <= known
            if thing.entered_at <= known and not struck:
                yield thing

    def called_at(self, post, slot, known):
        """R048, R050: the first call in which he spoke, by the fixed telephone or explained."""
        return min(
            (
                call.made_at
                for call in self.counted(self.calls, post.bureau, known)
                if post.person in call.spoke
                and (call.from_fixed_phone or call.explained)
                and slot.opens <= call.made_at < slot.end
            ),
            default=None,
        )

    def reported_at(self, bureau, slot, known):
        return min(
            (
                report.made_at
                for report in self.counted(self.reports, bureau, known)
                if report.kind == slot.kind and report.period in slot.periods
            ),
            default=None,
        )

    def explained(self, post, slot, known):
        """R046: an explanation of this call was accepted."""
        return any(
            (each.person, each.due_on) == (post.person, slot.due_on)
            and each.accepted_at is not None
            and each.accepted_at <= known
            for each in self.year.explanations
        )

    def by_time(self, moment, slot, known):
        """R045, R057: in time, late within the tolerance, missed after it."""
        if moment is not None and moment <= slot.due:
            return "done"
        if moment is not None and moment < slot.end:
            return "late"
        if known <= slot.due:
            return "due"
        return "late" if known < slot.end else "missed"

    # duties

    def slots(self):
        for kind in (
            monday_calls,
            friday_reports,
            month_reports,
            two_month_reports,
            research_reports,
        ):
            for slot in kind(self.first, self.now.date()):
                if slot.opens <= self.now:
                    yield slot

    def owed(self):
        """Every duty: its slot, its bureau, and of a call the post of whom owes it."""
        for slot in self.slots():
            for bureau in self.year.bureaus:
                if slot.due_on < max(bureau.watched_from, bureau.opened_on):
                    continue
                if slot.kind != "monday_call":
                    yield slot, bureau, None
                    continue
                for post in self.in_post(bureau.name, slot.due_on):
                    yield slot, bureau, post

    def waived(self, bureau, slot):
        """R035, R056: where the bureau was active for less than 30 days, or three months."""
        end = slot.due_on
        if slot.kind == "bimonth_report":
            days = (last_of_month(end) - max(bureau.opened_on, slot.periods[0])).days + 1
            return days < 30
        if slot.kind == "research_report":
            return max(bureau.opened_on, slot.periods[0]) > date(end.year, end.month - 2, 1)
        return False

    def stands(self, slot, bureau, post, known):
        """Return the state of a duty and who is responsible, with the facts known at a moment."""
        if post is not None:
            state = self.by_time(self.called_at(post, slot, known), slot, known)
            away = self.away(post.person, slot.due_on, known)
            if state != "done" and (away or self.explained(post, slot, known)):
                state = "excused"
            return state, post.person
        state = self.by_time(self.reported_at(bureau.name, slot, known), slot, known)
        # who answered when its time was over goes on to answer, and may be excused afterwards
        who = self.answers_for(bureau.name, slot.due_on, min(known, slot.end))
        excused = who is None or self.away(who, slot.due_on, known) or self.waived(bureau, slot)
        return "excused" if excused and state != "done" else state, who

    def duties(self):
        return sorted(
            Duty(slot.kind, post.person if post else bureau.name, slot.due_on, *stand)
            for slot, bureau, post in self.owed()
            for stand in [self.stands(slot, bureau, post, self.now)]
        )

    def why(self, thing):
        """Return the fact that decides a duty or a finding: what was reported, or who was away."""
        day = thing.day if isinstance(thing, Finding) else thing.due_on
        for slot, bureau, post in self.owed():
            owner = post.person if post else bureau.name
            who = self.stands(slot, bureau, post, self.now)[1]
            named = who if isinstance(thing, Finding) else owner
            asked = thing.person if isinstance(thing, Finding) else thing.owner
            if (slot.kind, slot.due_on, named) != (thing.kind, day, asked):
                continue
            made = (
                self.called_at(post, slot, self.now)
                if post
                else self.reported_at(bureau.name, slot, self.now)
            )
            leave = who and self.away(who, day, self.now)
            return f"until {slot.due} or {slot.end}; reported {made}; {leave}"
        return "no such duty"

    # findings

    def facts_of(self, slot, bureau):
        """The moments at which a fact came in that may change how a duty of a bureau stands."""
        moments = {slot.end}
        people = {post.person for post in self.year.posts if post.bureau == bureau.name}
        for leave in self.year.leaves:
            if leave.person in people and leave.first <= slot.due_on <= leave.last:
                moments.add(leave.granted_at)
        for thing in self.calls[bureau.name] + self.reports[bureau.name]:
            if thing.made_at < slot.end + 70 * DAY:
                moments |= {thing.entered_at, thing.cancelled_at}
        for each in self.year.explanations:
            if each.due_on == slot.due_on and each.person in people:
                moments.add(each.accepted_at)
        return sorted(moment for moment in moments if moment and slot.end <= moment <= self.now)

    def findings(self):
        """R057, R063: what was missed when somebody looked, until a person or a fact settles it."""
        found = []
        for slot, bureau, post in self.owed():
            if slot.kind == "research_report":
                continue  # R034: the bulletin and the score, no candidate
            finding = self.finding(slot, bureau, post)
            if finding:
                found.append(finding)
        return sorted([*found, *filter(None, map(self.absence, self.year.inspections))])

    def absence(self, seen):
        """R061, R070, R090: who was not there is suspected, unless on leave or on a holiday."""
        holiday = not works(seen.day) and chinese_calendar.get_holiday_detail(seen.day)[1]
        if holiday or self.away(seen.person, seen.day, seen.at):
            return None
        state = self.acted("suspected", seen.person, ABSENCE, seen.day, seen.at, self.now)
        until = working_days_after(seen.day, 3)
        return Finding(ABSENCE, seen.person, seen.day, state, until)

    def finding(self, slot, bureau, post):
        """Follow one duty through what came to be known after its end."""
        turns = self.facts_of(slot, bureau)
        state = person = until = None
        for turn, following in pairwise([*turns, self.now + DAY]):
            stand, who = self.stands(slot, bureau, post, turn)
            if stand != "missed":
                if state in ("suspected", "answered"):
                    state = "settled"
                continue
            if state in (None, "settled"):
                look = bisect_left(self.looked, turn)
                if look == len(self.looked) or self.looked[look] >= following:
                    continue  # nobody looked before the next fact came in
                state, person = "suspected", who
                until = working_days_after(self.looked[look].date(), 3)
            state = self.acted(state, person, slot.kind, slot.due_on, turn, following)
        return state and Finding(slot.kind, person, slot.due_on, state, until)

    def acted(self, state, person, kind, day, since, before):
        """What the person and the management office made of it in this time."""
        if state not in ("suspected", "answered"):
            return state
        for act in sorted(self.answers + self.decisions, key=lambda each: each.at):
            mine = (act.person, act.kind, act.day) == (person, kind, day)
            if mine and since <= act.at < before and state in ("suspected", "answered"):
                decided = getattr(act, "confirmed", None)
                state = {None: "answered", True: "confirmed", False: "dropped"}[decided]
        return state

    # steps

    def step(self, person, known):
        """R091 to R093, R105: the step that stands to be decided on, 0 for none; what was
        withdrawn is not counted."""
        raising = self.raising(person, known)
        return min(len(self.sanctions(person, known)[0]) + 1, 3) if raising else 0

    def sanctions(self, person, known):
        """R105: those of a person served before ``known``: which count, and which are withdrawn."""
        served = [each for each in self.services if each.person == person and each.at < known]
        gone = {
            each.served_at
            for each in self.withdrawals
            if each.person == person and each.at <= known
        }
        return [s for s in served if s.at not in gone], [s for s in served if s.at in gone]

    def given_for(self, service):
        """Which acts a sanction was given for: those that raised the step when it was given."""
        if service not in self.given:
            self.given[service] = set(self.raising(service.person, service.at))
        return self.given[service]

    def raising(self, person, known):
        """R094, R095: the confirmed acts that raise the step.

        What was done up to the day of the last service belongs to it, and so does what was missed
        in a week of which something belongs to it. What a withdrawn sanction was given for counts
        no more; what was only attached to it stands by itself again.
        """
        counted, gone = self.sanctions(person, known)
        given = set().union(*map(self.given_for, counted))
        spent = set().union(*map(self.given_for, gone))
        confirmed = {
            (act.kind, act.day)
            for act in self.decisions
            if act.person == person and act.confirmed and act.at <= known
        }
        last = max((each.at.date() for each in counted), default=date.min)
        known_weeks = {
            day.isocalendar()[:2]
            for kind, day in confirmed - spent
            if kind != ABSENCE and (day <= last or (kind, day) in given)
        }
        raising = []
        for kind, day in sorted(confirmed - spent - given):
            if day <= last:
                continue
            if kind != ABSENCE and day.isocalendar()[:2] in known_weeks:
                self.merged.add((person, day))
            else:
                raising.append((kind, day))
        return raising
