"""A year of six bureaus, made up: the same for the same seed, awkward on purpose."""

import random
from datetime import date, datetime, time, timedelta

from . import oracle
from .facts import Acting, Bureau, Call, Explanation, Inspection, Leave, Plan, Post, Report, Year

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 27)
BUREAUS = {
    "hangzhou": ("zhen", "liu", "an"),
    "ningbo": ("jiang", "he", "miao"),
    "wuxi": ("liang", "gong", "cheng"),
    "shanghai": ("shen", "lu", "wen"),
    "shenzhen": ("yue", "tian", "hao"),
    "quanzhou": ("hong", "lan"),
}
YOUNG = date(2026, 4, 20)  # 泉州 opens; 上海's third officer begins
SILENT = ("wuxi", 7)  # a month without calls
VACANT = ("ningbo", date(2026, 5, 12), date(2026, 6, 16))  # no head in between
DOOMED = "an"  # is dismissed, once his third step stands, in the last months
DOOM = date(2026, 10, 14)
DAY = timedelta(days=1)
PLANS = [
    *(
        Plan(person, bureau, date.fromisoformat(monday), double)
        for person, bureau, *mondays in (
            ("zhen", "hangzhou", "2026-03-16", "2026-04-13"),
            ("liang", "wuxi", "2026-03-09", "2026-04-20"),
            ("shen", "shanghai", "2026-08-03", "2026-08-31"),
            ("yue", "shenzhen", "2026-04-13", "2026-05-11"),
        )
        for monday, double in zip(mondays, (False, True), strict=True)
    ),
    *(
        Plan(DOOMED, "hangzhou", date.fromisoformat(monday))
        for monday in ("2026-03-09", "2026-06-08", "2026-08-24")
    ),
]


def at(day, hour, minute=0, second=0):
    return datetime.combine(day, time(hour, minute, second))


def year(seed):
    made = Maker(random.Random(seed))
    return Year(
        made.bureaus,
        made.posts,
        made.acting,
        made.leaves,
        made.calls(),
        made.reports(),
        list(made.explanations()),
        list(made.inspections()),
        PLANS,
    )


class Maker:
    def __init__(self, chance):
        self.chance = chance
        self.bureaus = [
            Bureau(name, YOUNG, YOUNG)
            if name == "quanzhou"
            else Bureau(name, FIRST, date(2025, 7, 1))
            for name in BUREAUS
        ]
        self.posts = list(self.people())
        self.acting = [Acting("ningbo", "he", at(VACANT[1] + timedelta(days=21), 9, 20))]
        self.missed = {(plan.person, plan.monday) for plan in PLANS}
        self.unwritten = {(plan.bureau, plan.monday) for plan in PLANS if plan.double}
        self.leaves = list(self.absences())

    def people(self):
        term = date(2025, 7, 1), date(2027, 6, 30)
        for bureau, people in BUREAUS.items():
            for number, person in enumerate(people):
                first, last = (YOUNG, term[1]) if bureau == "quanzhou" else term
                if person == "wen":
                    first = YOUNG
                if person == "jiang":
                    last = VACANT[1]
                yield Post(person, bureau, "deputy" if number else "head", first, last)
        yield Post("dai", "ningbo", "head", VACANT[2], term[1])
        yield Post("yin", "shanghai", "deputy", term[0], date(2026, 3, 17))

    def in_post(self, bureau, day):
        return [p for p in self.posts if p.bureau == bureau and p.first <= day <= p.last]

    def absences(self):
        """Of each at most one a month; most granted before, some afterwards."""
        for month in range(1, 12):
            taken = []
            for post in self.posts:
                if self.chance.random() > 0.3:
                    continue
                first = date(2026, month, self.chance.randint(3, 20))
                last = first + timedelta(days=self.chance.randint(1, 6))
                others = [each for each in taken if each.first <= last and first <= each.last]
                deputies = self.free_deputies(post, first, last, others)
                acts = post.person in {each.acting for each in others}
                lacking = post.role == "head" and not deputies
                if first < post.first or last > post.last or acts or lacking:
                    continue
                if self.planned(post.person, first, last):
                    continue
                granted = at(first, 8, self.chance.randint(1, 40))
                if self.chance.random() < 0.35:
                    granted = at(last + timedelta(days=self.chance.randint(1, 16)), 11, 10)
                acting = deputies[0] if post.role == "head" else None
                taken.append(Leave(post.person, first, last, granted, acting))
            yield from taken
        # 深圳 is away entire over a Friday and a Monday
        for person in ("tian", "hao", "yue"):
            granted = at(date(2026, 12, 2), 9, 5)
            yield Leave(person, date(2026, 12, 3), date(2026, 12, 8), granted)

    def free_deputies(self, post, first, last, others):
        away = {each.person for each in others}
        return [
            other.person
            for other in self.posts
            if (other.bureau, other.role) == (post.bureau, "deputy")
            and other.person not in away
            and not self.planned(other.person, first, last)
            and other.first <= first
            and last <= other.last
        ]

    def planned(self, person, first, last):
        """Who surely misses a call is there on its day, and who is dismissed from then on."""
        return (person == DOOMED and last >= DOOM - 30 * DAY) or any(
            plan.person == person and first <= plan.monday + 6 * DAY and last >= plan.monday
            for plan in PLANS
        )

    def calls(self):
        made = []
        for slot in oracle.monday_calls(FIRST, LAST):
            for bureau in self.bureaus:
                there = self.in_post(bureau.name, slot.due_on)
                if slot.due_on < FIRST or not there:
                    continue
                if (bureau.name, slot.due_on.month) == SILENT:
                    continue
                made += self.calls_of(bureau.name, slot, [post.person for post in there])
        return made

    def calls_of(self, bureau, slot, people):
        away = {
            leave.person
            for leave in self.leaves
            if leave.first <= slot.due_on <= leave.last and self.chance.random() < 0.8
        }
        people = [person for person in people if (person, slot.periods[0]) not in self.missed]
        spoke = tuple(p for p in people if p not in away and self.chance.random() < 0.94)
        rest = tuple(p for p in people if p not in spoke)
        if spoke and self.chance.random() < 0.97:
            yield self.call(bureau, slot, spoke)
        if rest and self.chance.random() < 0.25:
            yield self.call(bureau, slot, rest)

    def call(self, bureau, slot, spoke):
        fixed = self.chance.random() < 0.93
        made = self.moment(slot)
        entered = self.entry(made)
        explained = not fixed and self.chance.random() < 0.5
        struck = self.struck(made, entered)
        return Call(bureau, made, entered, spoke, fixed, explained, struck)

    def moment(self, slot):
        """Mostly in time; at the last second, late, after the end."""
        turn = self.chance.random()
        if turn < 0.86:
            return at(slot.due_on, self.chance.randint(8, 17), self.chance.randint(1, 59))
        if turn < 0.89:
            return slot.due
        if turn < 0.91:
            return slot.due + timedelta(seconds=1)
        if turn < 0.95:
            return slot.end - timedelta(minutes=self.chance.randint(1, 50))
        return slot.end + timedelta(minutes=self.chance.choice((0, 5, 600)))

    def entry(self, made):
        """Entered at once, or days or weeks later."""
        turn = self.chance.random()
        wait = timedelta(minutes=7, seconds=3)
        if turn > 0.93:
            wait += timedelta(days=self.chance.choice((1, 2, 5, 12, 50)))
        return made + wait

    def struck(self, made, entered):
        if self.chance.random() < 0.04:
            struck = made + timedelta(days=self.chance.choice((1, 4, 20, 45)), minutes=21)
            return max(struck, entered + timedelta(minutes=5))
        return None

    def reports(self):
        made = []
        for slots in (oracle.friday_reports, oracle.month_reports, oracle.two_month_reports):
            for slot in slots(FIRST, LAST):
                for bureau in self.bureaus:
                    lacks = (bureau.name, slot.periods[0]) in self.unwritten
                    if slot.due_on < max(FIRST, bureau.opened_on) or lacks:
                        continue
                    if self.chance.random() < 0.92:
                        made.append(self.report(bureau.name, slot))
        return made

    def report(self, bureau, slot):
        moment = self.moment(slot)
        entered = self.entry(moment)
        return Report(bureau, slot.kind, slot.periods[0], moment, entered)

    def explanations(self):
        """Written on the day or a working day later, decided days later, or refused."""
        for slot in oracle.monday_calls(FIRST, LAST):
            for bureau in self.bureaus:
                for post in self.in_post(bureau.name, slot.due_on):
                    written = oracle.working_days_after(slot.due_on, self.chance.randint(0, 2))
                    if slot.due_on < FIRST or self.chance.random() > 0.05 or written > post.last:
                        continue
                    if self.planned(post.person, slot.periods[0], slot.due_on):
                        continue
                    decided = at(written + timedelta(days=self.chance.randint(1, 12)), 15, 8)
                    accepted = self.chance.random() < 0.6
                    yield Explanation(
                        post.person, slot.due_on, at(written, 12, 15), decided if accepted else None
                    )

    def inspections(self):
        """Somebody is not found: without leave, on a day of leave, on a holiday."""
        days = [FIRST + n * DAY for n in range((LAST - FIRST).days)]
        holiday = date(2026, 6, 19)
        for day in sorted([*self.chance.sample(days, 45), holiday]):
            there = [p for p in self.posts if p.first <= day <= p.last and p.person != DOOMED]
            away = [leave.person for leave in self.leaves if leave.first <= day <= leave.last]
            found = [post for post in there if post.person in away]
            post = self.chance.choice(found if found and day.day % 3 == 0 else there)
            if day == holiday or oracle.works(day):
                yield Inspection(post.person, day, at(day, self.chance.randint(9, 17), 40))
