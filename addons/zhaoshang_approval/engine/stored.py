"""What a run keeps beside its rows, as JSON and back."""

from dataclasses import asdict, replace

from .flow import Party
from .run import Footprint, Run

#: key of the submitted content under which its files stand
FILES = "zs_files"


def course(run):
    """What is particular to one run: steps left out, parties added, where it goes back to.

    >>> course(Run(skipped=frozenset({"two"})))
    {'skipped': ['two']}
    """
    values = {
        "skipped": sorted(run.skipped),
        "added": [[step, asdict(party)] for step, party in run.added],
        "resume": run.resume,
        "returned_from": run.returned_from,
    }
    return {name: value for name, value in values.items() if value}


def chosen(values):
    """``{party key: user ids}`` that the requester chose."""
    return {int(key): tuple(users) for key, users in (values or {}).get("chosen", {}).items()}


def with_course(run, values):
    """A run without particulars, with what :func:`course` kept."""
    if not values:
        return run
    return replace(
        run,
        skipped=frozenset(values.get("skipped", ())),
        added=tuple((step, _party(party)) for step, party in values.get("added", ())),
        resume=values.get("resume"),
        returned_from=values.get("returned_from"),
    )


def _party(values):
    return Party(**(values | {"ref": tuple(values["ref"])}))


def footprint(mark):
    """A :class:`Footprint` as JSON, without the tasks it opened: those know what opened them."""
    before = mark.before
    return {
        "task": mark.task,
        "states": [list(pair) for pair in mark.states],
        "state": before.state,
        "step": before.step,
        "filing": before.filing,
        "round": before.round,
        "course": course(before),
    }


def read_footprint(values, opened):
    """
    :param values: what :func:`footprint` wrote
    :param opened: ids of the tasks that the decision opened
    """
    before = Run(
        state=values["state"], step=values["step"], filing=values["filing"], round=values["round"]
    )
    return Footprint(
        task=values["task"],
        before=with_course(before, values["course"]),
        states=tuple((number, state) for number, state in values["states"]),
        opened=tuple(opened),
    )
