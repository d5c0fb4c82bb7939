"""How a run moves: each command takes the run as it stands and returns what it changes.

A step is open while the run stands on it; who has to sign there, :mod:`turns` says. ``file`` and
``cc`` steps never hold a run up: they are opened on the way to the next ``approve`` step, and a run
with no ``approve`` step left is approved.
"""

from dataclasses import replace

from .flow import AFTER, BEFORE, PARALLEL, POSITIONS, Flow, Party
from .run import Effect, Footprint, Run, with_states
from .states import (
    APPROVE,
    APPROVED,
    CC,
    CLOSED,
    DECIDING,
    DECISIONS,
    DRAFT,
    FILE,
    FILED,
    INSTANCE_TRANSITIONS,
    OPEN,
    READ,
    REJECTED,
    RESUBMITTABLE,
    RETURNED,
    REVOKED,
    RUNNING,
    TRANSFERRED,
    UNDOABLE,
    WAITING,
    WITHDRAWN,
    Refused,
    check_transition,
)
from .turns import advance, is_complete, is_lost, lost_sides, side_of, signed, turns


def start(flow: Flow, run: Run, *, straight_back=False):
    """Submit a draft, or send a returned or withdrawn document again in a new round.

    :param straight_back: go to the step that returned it, those before need not agree again
    """
    if run.state != DRAFT and run.state not in RESUBMITTABLE:
        raise Refused("not_resubmittable")
    way = flow.without(run.skipped)
    if all(step.kind == CC for step in way.steps):
        raise Refused("nobody_decides")
    straight_to = 0
    if straight_back:
        if run.state != RETURNED or not run.returned_from:
            raise Refused("not_returned")
        straight_to = way.index(run.returned_from)
    step, opens, filing = advance(way, -1, run.filing, straight_to)
    return Effect(
        state=RUNNING if step else APPROVED,
        step=step,
        opens=opens,
        closes=_all(run.living_tasks()),
        filing=filing,
        new_round=True,
    )


def withdraw(run: Run):
    """The requester takes a running document back."""
    if run.state != RUNNING:
        raise Refused("not_running")
    return Effect(
        state=check_transition(INSTANCE_TRANSITIONS, run.state, WITHDRAWN),
        step=None,
        closes=_all(run.living_tasks()),
        filing=_filing_stopped(run),
    )


def decide(flow: Flow, run: Run, task_id, decision):
    """One person's decision: approve or reject, register a filing, acknowledge a copy."""
    task = _open_task(run, task_id)
    new_state = DECISIONS.get((task.kind, decision))
    if new_state is None:
        raise Refused("wrong_decision")
    if task.kind == CC:
        return _unchanged(run, task_states=((task_id, READ),))
    if task.kind == APPROVE:
        _check_at_step(run, task)
    way = run.way(flow)
    step = way.step(task.step)
    tasks = with_states(run.tasks, ((task_id, new_state),))
    if new_state == REJECTED and is_lost(step, tasks):
        return _refusal(step, run, tasks, task_id)
    effect = _unchanged(run, task_states=((task_id, new_state),))
    return _proceed(way, run, step, tasks, effect)


def send_back(flow: Flow, run: Run, task_id, target=None, *, straight_back=False):
    """Return a document: to the requester, or to an earlier step that decides anew.

    :param straight_back: afterwards it comes straight back, past the steps between
    """
    task = _open_task(run, task_id)
    if task.kind != APPROVE:
        raise Refused("wrong_decision")
    _check_at_step(run, task)
    tasks = with_states(run.tasks, ((task_id, RETURNED),))
    effect = Effect(
        state=check_transition(INSTANCE_TRANSITIONS, run.state, RETURNED),
        step=None,
        closes=_all(t for t in tasks if t.is_living),
        task_states=((task_id, RETURNED),),
        filing=_filing_stopped(run),
        returned_from=task.step,
    )
    if target is None:
        return effect
    way = flow.without(run.skipped)
    earlier = {step.key: step for step in way.approve_steps_before(run.step)}
    if target not in earlier:
        raise Refused("not_an_earlier_step")
    # what is asked again is closed; copies and filings opened before it go on
    again = way.index(run.step if straight_back else target)
    closing = [t for t in tasks if t.is_living and way.index(t.step) >= again]
    filing = _filing_stopped(run) if any(t.kind == FILE for t in closing) else run.filing
    return replace(
        effect,
        state=RUNNING,
        step=target,
        closes=_all(closing),
        opens=tuple((target, party.key) for party in turns(earlier[target])),
        filing=filing,
        new_round=True,
        resume=task.step if straight_back else None,
        returned_from=None,
    )


def revoke(run: Run):
    """An approved document is revoked, once that has been approved in its turn (撤销)."""
    if run.state != APPROVED:
        raise Refused("not_approved")
    return Effect(
        state=check_transition(INSTANCE_TRANSITIONS, run.state, REVOKED),
        step=None,
        closes=_all(run.living_tasks()),
        filing=_filing_stopped(run),
    )


def object_to(run: Run, task_id):
    """Object to a filing: the document goes back to its requester, approved or not."""
    task = _open_task(run, task_id)
    if task.kind != FILE:
        raise Refused("wrong_decision")
    return Effect(
        state=check_transition(INSTANCE_TRANSITIONS, run.state, RETURNED),
        step=None,
        closes=_all(t for t in run.living_tasks() if t.id != task_id),
        task_states=((task_id, RETURNED),),
        filing=_filing_stopped(run),
    )


def undo(run: Run, footprint: Footprint):
    """Take the last decision back, as long as nobody has acted on what it opened."""
    task = run.task(footprint.task)
    before = footprint.before
    opened = [run.task(number) for number in footprint.opened]
    if task.state not in UNDOABLE or not all(t.is_open for t in opened):
        raise Refused("stale")
    return Effect(
        state=before.state,
        step=before.step,
        closes=footprint.opened,
        task_states=footprint.states,
        added=before.added,
        filing=before.filing,
        resume=before.resume,
        returned_from=before.returned_from,
        round=before.round,
    )


def footprint(run: Run, effect: Effect, task_id, opened):
    """What must be known to take a decision back, or None where it cannot be.

    :param opened: ids of the tasks that were made for ``effect``
    """
    changed = [*(number for number, _state in effect.task_states), *effect.closes]
    states = tuple((number, run.task(number).state) for number in changed)
    if dict(effect.task_states).get(task_id) not in UNDOABLE:
        return None
    return Footprint(task_id, replace(run, tasks=()), states, tuple(opened))


def transfer(run: Run, task_id, user):
    """Hand a task to another person, who decides in its place (转办)."""
    task = _open_task(run, task_id)
    if task.kind not in DECIDING:
        raise Refused("wrong_decision")
    if task.user == user:
        raise Refused("oneself")
    _check_not_asked(run, task.step, [user])
    return _unchanged(run, task_states=((task_id, TRANSFERRED),), gives=((task_id, user),))


def add_sign(flow: Flow, run: Run, task_id, users, position, mode="all"):
    """Have further people sign at one's own step (加签).

    :param users: ids of the people
    :param position: ``before`` the task's party (which waits for them), ``after`` it (which
        agrees by asking them) or ``parallel`` to it
    :param mode: ``all`` of them, or ``any`` one
    """
    task = _open_task(run, task_id)
    if task.kind != APPROVE or position not in POSITIONS or mode not in ("all", "any"):
        raise Refused("wrong_decision")
    _check_at_step(run, task)
    if task.party < 0:
        raise Refused("nested")
    if not users:
        raise Refused("nobody")
    if task.user in users:
        raise Refused("oneself")
    _check_not_asked(run, task.step, users)
    groups = [tuple(users)] if mode == "any" else [(user,) for user in users]
    lowest = min((party.key for _step, party in run.added), default=0)
    added = tuple(
        (
            task.step,
            Party(
                lowest - number,
                source="users",
                ref=group,
                anchor=None if position == PARALLEL else task.party,
                position=position,
                by=task.user,
            ),
        )
        for number, group in enumerate(groups, 1)
    )
    amended = replace(run, added=(*run.added, *added))
    way = amended.way(flow)
    step = way.step(task.step)
    effect = _unchanged(run, added=amended.added)
    tasks = run.tasks
    if position == BEFORE:
        waiting = tuple((t.id, WAITING) for t in _of_party(tasks, task) if t.is_open)
        effect = replace(effect, task_states=waiting)
    if position == AFTER:
        effect = replace(effect, task_states=((task_id, APPROVED),))
    tasks = with_states(tasks, effect.task_states)
    return _proceed(way, amended, step, tasks, effect)


def remove_sign(flow: Flow, run: Run, task_id, user):
    """Take away a person whom one has added and who has not signed yet (减签).

    :param user: the person who takes him away; only who added a party may
    """
    task = run.task(task_id)
    party = next((p for _step, p in run.added if p.key == task.party), None)
    if party is None or party.by != user:
        raise Refused("not_added")
    if not task.is_living:
        raise Refused("stale")
    _check_at_step(run, task)
    members = tuple(number for number in party.ref if number != task.user)
    kept = tuple((key, p) for key, p in run.added if p.key != party.key)
    if members:
        kept = (*kept, (task.step, replace(party, ref=members)))
    amended = replace(run, added=kept)
    way = amended.way(flow)
    step = way.step(task.step)
    effect = replace(
        _unchanged(run),
        closes=(task_id,),
        added=kept,
    )
    tasks = with_states(run.tasks, ((task_id, CLOSED),))
    return _proceed(way, amended, step, tasks, effect)


def _proceed(way, run, step, tasks, effect):
    """Go on after ``tasks`` of a step have changed: the next party, or the next step."""
    if is_complete(step, tasks):
        rest = _all(t for t in tasks if t.is_living and t.step == step.key)
        effect = replace(effect, closes=(*effect.closes, *rest), step_done=True)
        if step.kind == FILE:
            return replace(effect, filing=FILED)
        return _leave(way, run, step, effect)
    living = [t for t in tasks if t.step == step.key and t.is_living]
    turn = [party.key for party in turns(step, tasks)]
    over = signed(step, tasks) | {
        party.key for side in lost_sides(step, tasks) for party in side_of(step, side)
    }
    closing = _all(t for t in living if t.party in over)
    waking = tuple((t.id, OPEN) for t in living if t.state == WAITING and t.party in turn)
    asked = {t.party for t in living}
    return replace(
        effect,
        closes=(*effect.closes, *closing),
        task_states=(*effect.task_states, *waking),
        opens=tuple((step.key, key) for key in turn if key not in asked and step.kind == APPROVE),
    )


def _leave(way, run, step, effect):
    """A complete step leads to the next one, or straight back to the one that returned it."""
    straight_to = way.index(run.resume) if run.resume else 0
    after = max(way.index(step.key), straight_to - 1)
    onward, opens, filing = advance(way, after, run.filing)
    state = check_transition(INSTANCE_TRANSITIONS, run.state, RUNNING if onward else APPROVED)
    return replace(effect, state=state, step=onward, opens=opens, filing=filing, resume=None)


def _refusal(step, run, tasks, task_id):
    state = RETURNED if step.reject_policy == "return" else REJECTED
    # a copy of what was refused stays with those who got it; what goes back is nobody's to read
    closes = _all if state == RETURNED else _deciding
    return Effect(
        state=check_transition(INSTANCE_TRANSITIONS, run.state, state),
        step=None,
        closes=closes(t for t in tasks if t.is_living),
        task_states=((task_id, REJECTED),),
        filing=_filing_stopped(run),
        returned_from=step.key if state == RETURNED else None,
    )


def _open_task(run, task_id):
    task = run.task(task_id)
    if not task.is_open:
        raise Refused("stale")
    return task


def _check_at_step(run, task):
    if run.state != RUNNING or run.step != task.step:
        raise Refused("stale")


def _check_not_asked(run, step, users):
    """Nobody signs twice in a step, neither for two parties nor for the same one."""
    asked = {t.user for t in run.tasks if t.step == step and t.state not in (CLOSED, TRANSFERRED)}
    for user in users:
        if user in asked or list(users).count(user) > 1:
            raise Refused("already_asked", user=user)


def _unchanged(run, **but):
    """An effect that leaves everything as it is, but for what is named."""
    return Effect(
        **{"state": run.state, "step": run.step, "filing": run.filing, "added": run.added,
           "resume": run.resume, "returned_from": run.returned_from, **but}
    )  # fmt: skip


def _filing_stopped(run):
    return "none" if run.filing == "pending" else run.filing


def _of_party(tasks, task):
    return (t for t in tasks if t.step == task.step and t.party == task.party)


def _all(tasks):
    return tuple(task.id for task in tasks)


def _deciding(tasks):
    return tuple(task.id for task in tasks if task.kind in DECIDING)
