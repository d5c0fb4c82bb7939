"""The steps of clause 11 「第一次通报批评，第二次给予警示，第三次予以解聘」 (R089 to R105).

Plain values in, plain values out. What is here proposes a step and says why; a person decides.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from . import duty

CRITICISM, WARNING, DISMISSAL = 1, 2, 3
ABSENCE = "absence"
# R089: the reports of clause 8. The research of clause 6 and the work log make no step (R034, R044)
REPORTS = frozenset(duty.ON_THE_LADDER)

RAISES = "raises"  # raises the ladder to the next step
ATTACHED = "attached"  # belongs to a sanction that was given for another act
SANCTIONED = "sanctioned"  # a sanction was given for it
WITHDRAWN = "withdrawn"  # its sanction was withdrawn and does not count
NO_STEP = "no_step"  # clause 11 does not name it


class Calendar(Protocol):
    def add_working(self, day: date, count: int) -> date: ...


@dataclass(frozen=True)
class Act:
    """One confirmed finding of a person in a term; of an absence its first day."""

    key: Hashable
    kind: str
    day: date

    @property
    def counts(self) -> bool:
        """R089, R090, R011, R114: missed reports and absence; nothing else makes a step."""
        return self.kind in REPORTS or self.kind == ABSENCE

    @property
    def offence(self) -> Hashable:
        """R094 (our reading): the missed reports of one ISO week are one offence."""
        return self.day.isocalendar()[:2] if self.kind in REPORTS else ("alone", self.key)


@dataclass(frozen=True)
class Sanction:
    """One decided sanction of the same term: what it was given for and when it was served."""

    key: Hashable
    acts: frozenset
    served_on: date | None = None
    withdrawn: bool = False

    def knew_nothing_on(self, day: date) -> bool:
        """R095: on the day of service, and before, the person could not know of it yet."""
        return self.served_on is None or day <= self.served_on


@dataclass(frozen=True)
class Place:
    """Where one act stands on the ladder, and the sanction that says so."""

    act: Act
    outcome: str
    sanction: Hashable | None = None


@dataclass(frozen=True)
class Ladder:
    """How somebody stands: ``step`` is what the acts in ``raising`` would come to."""

    step: int
    places: tuple[Place, ...]
    steps: dict

    @property
    def raising(self) -> tuple[Act, ...]:
        return tuple(place.act for place in self.places if place.outcome == RAISES)

    def place(self, key: Hashable) -> Place:
        return next(place for place in self.places if place.act.key == key)


def climb(
    acts: Iterable[Act], sanctions: Sequence[Sanction] = (), require_service: bool = True
) -> Ladder:
    """R091 to R095, R105: count the confirmed acts of one person in one term.

    :param sanctions: the decided ones, in the order of their decisions
    :param require_service: R095 (our reading): only an act after the service of the last sanction
        raises the step; one before it is attached to it. Without, each offence is a step.

    >>> missed = [Act(n, "monday_call", date(2026, 3, n)) for n in (2, 16)]
    >>> climb(missed, [Sanction("first", frozenset({2}), date(2026, 3, 10))]).step
    2
    """
    acts = sorted(acts, key=lambda act: (act.day, str(act.key)))
    counted = [sanction for sanction in sanctions if not sanction.withdrawn]
    steps = {sanction.key: number for number, sanction in enumerate(counted, 1)}
    given = {key: sanction for sanction in counted for key in sanction.acts}
    spent = {key: s.key for s in sanctions if s.withdrawn for key in s.acts if key not in given}
    known, days, first = {}, {}, None
    for act in acts:
        if act.counts and act.key not in spent:
            days[act.offence] = min(act.day, days.get(act.offence, act.day))
            if act.key in given:
                known[act.offence] = given[act.key]
    places = []
    for act in acts:
        if not act.counts:
            place = Place(act, NO_STEP)
        elif act.key in given:
            place = Place(act, SANCTIONED, given[act.key].key)
        elif act.key in spent:
            place = Place(act, WITHDRAWN, spent[act.key])
        else:
            place = _place(act, known.get(act.offence), days[act.offence], counted, require_service)
            if place.outcome == RAISES and not require_service:
                first = first or act.offence
                place = place if act.offence == first else Place(act, ATTACHED)
        places.append(place)
    return Ladder(min(len(counted) + 1, DISMISSAL), tuple(places), steps)


def _place(act, sanction, day, counted, require_service) -> Place:
    """Attach an act to the sanction of its week, or to the first that was not known on its day."""
    if sanction is None and require_service:
        sanction = next((each for each in counted if each.knew_nothing_on(day)), None)
    if sanction is not None:
        return Place(act, ATTACHED, sanction.key)
    return Place(act, RAISES)


def review_until(served_on: date, calendar: Calendar, review_days: int = 10) -> date:
    """R105 (the text is silent): the last day on which a review may be asked for."""
    return calendar.add_working(served_on, review_days)


def answer_closed(asked_on: date, today: date, calendar: Calendar, days: int = 3) -> bool:
    """R103: who was asked for his statement and kept silent was heard once the days are over."""
    return today > duty.answer_until(asked_on, calendar, days)
