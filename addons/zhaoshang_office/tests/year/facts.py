"""What happens in a year, as plain values; the world plays it and the oracle judges it.

Moments are naive and on the county's clock.
"""

from datetime import date, datetime
from typing import NamedTuple


class Bureau(NamedTuple):
    name: str
    watched_from: date
    opened_on: date


class Post(NamedTuple):
    person: str
    bureau: str
    role: str
    first: date
    last: date


class Leave(NamedTuple):
    """``acting``: the deputy whom a head names in it."""

    person: str
    first: date
    last: date
    granted_at: datetime
    acting: str | None = None


class Call(NamedTuple):
    """Made at one moment, entered at a later one, perhaps struck out at a third."""

    bureau: str
    made_at: datetime
    entered_at: datetime
    spoke: tuple
    from_fixed_phone: bool = True
    explained: bool = False
    cancelled_at: datetime | None = None


class Report(NamedTuple):
    """A written report of the period that begins on ``period``."""

    bureau: str
    kind: str
    period: date
    made_at: datetime
    entered_at: datetime
    cancelled_at = None  # what was submitted stays


class Explanation(NamedTuple):
    """Why a call could not be made (R046); ``accepted_at`` is None where it was refused."""

    person: str
    due_on: date
    at: datetime
    accepted_at: datetime | None


class Acting(NamedTuple):
    """Named by the county to act while the bureau has no head, from that day on (R015)."""

    bureau: str
    person: str
    since: datetime


class Answer(NamedTuple):
    person: str
    kind: str
    day: date
    at: datetime


class Decision(NamedTuple):
    person: str
    kind: str
    day: date
    at: datetime
    confirmed: bool


class Service(NamedTuple):
    """A sanction was handed over to the person on that day (送达)."""

    person: str
    at: datetime


class Withdrawal(NamedTuple):
    """The sanction served at ``served_at`` was taken back (撤销), by itself or by its review."""

    person: str
    served_at: datetime
    at: datetime


class Dismissal(NamedTuple):
    """Decided and served at ``at``, in force from that day on."""

    person: str
    at: datetime


class Inspection(NamedTuple):
    """The efficiency office looked for somebody and did not find him."""

    person: str
    day: date
    at: datetime


class Plan(NamedTuple):
    """What the year surely has: a call missed on ``monday`` by ``person``, which is confirmed.

    ``double``: the person, a head, misses the report of the same week's Friday too, and is served
    the sanction for what he did before on the Wednesday in between.
    """

    person: str
    bureau: str
    monday: date
    double: bool = False


class Year(NamedTuple):
    bureaus: list
    posts: list
    acting: list
    leaves: list
    calls: list
    reports: list
    explanations: list
    inspections: list
    plans: list
