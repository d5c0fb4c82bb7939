"""Inspection by the efficiency office (clause 9, R061).

「县效能办对驻外招商人员履职履责进行常态化督查」
Values in, values out; who is granted what and what day it is are handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from . import presence
from .leave import Violation

PRESENT, ABSENT, UNREPORTED, OTHER = "present", "absent", "unreported", "other"
RESULTS = (PRESENT, ABSENT, UNREPORTED, OTHER)
PHONE, VIDEO, ON_SITE, ROLL_CALL = "phone", "video", "on_site", "roll_call"
WAYS = (PHONE, VIDEO, ON_SITE, ROLL_CALL)

AT_POST, AWAY, DAY_OFF, NOT_SERVING = "at_post", "away", "day_off", "not_serving"


@dataclass(frozen=True)
class Check:
    """What is about to be put down about one officer on ``day``."""

    day: date
    today: date
    result: str
    in_service: bool = True
    granted: bool = False
    day_off: bool = False
    moment_ahead: bool = False
    has_note: bool = False
    corrects: bool = False
    has_reason: bool = False


def expected(code: str) -> str:
    """R061: where the code of a day says that somebody should be.

    A confirmed absence is no excuse: he should have been at post.
    """
    if code == presence.NOT_IN_SERVICE:
        return NOT_SERVING
    if code == presence.HOLIDAY:
        return DAY_OFF
    if code in (presence.AT_POST, presence.ABSENT):
        return AT_POST
    return AWAY


def raises_absence(result: str, known: bool) -> bool:
    """R061, R090: who was not there is suspected of absence, and of one day never twice."""
    return result == ABSENT and not known


def _in_service(check: Check) -> Iterable[Violation]:
    if not check.in_service:
        yield Violation("R007", {"day": check.day})


def _has_been(check: Check) -> Iterable[Violation]:
    """R061: nobody is found anywhere tomorrow."""
    if check.day > check.today or check.moment_ahead:
        yield Violation("R061-ahead", {"day": check.day})


def _not_granted(check: Check) -> Iterable[Violation]:
    """R061: on a day of approved leave nobody is absent without leave."""
    if check.result == ABSENT and check.granted:
        yield Violation("R061-leave", {"day": check.day})


def _not_off(check: Check) -> Iterable[Violation]:
    """R070: on a statutory holiday nobody has to be at the outpost."""
    if check.result == ABSENT and check.day_off and not check.granted:
        yield Violation("R070", {"day": check.day})


def _said_what(check: Check) -> Iterable[Violation]:
    """R061: a result that is none of the three says what was found."""
    if check.result == OTHER and not check.has_note:
        yield Violation("R061-note", {})


def _corrected_with_reason(check: Check) -> Iterable[Violation]:
    """R061, R138: what was put down stands; a further entry says why it is another."""
    if check.corrects and not check.has_reason:
        yield Violation("R061-reason", {})


CHECKS: tuple[Callable[[Check], Iterable[Violation]], ...] = (
    _in_service,
    _has_been,
    _not_granted,
    _not_off,
    _said_what,
    _corrected_with_reason,
)


def violations(check: Check) -> list[Violation]:
    """Everything that stands against an entry."""
    return [violation for one in CHECKS for violation in one(check)]
