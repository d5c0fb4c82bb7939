"""Each thing the law does not allow, with the reason it gives: the models say it in words."""

import json
from dataclasses import replace

import pytest
from test_engine_progress import Case, step
from zhaoshang_approval.engine import progress, stored
from zhaoshang_approval.engine.flow import Party
from zhaoshang_approval.engine.run import Footprint, Run
from zhaoshang_approval.engine.states import Refused

TWO = (step("one", 1, 2), step("two", 3))
FILED = (step("file", 3, kind="file"), step("one", 1))


def refused(command, reason, user=None):
    with pytest.raises(Refused) as refusal:
        command()
    assert (refusal.value.reason, refusal.value.user) == (reason, user)
    assert str(refusal.value) == reason


def running(*steps):
    case = Case(*(steps or TWO))
    return case, case.flow, case.run


@pytest.mark.parametrize(
    ("state", "command", "reason"),
    [
        ("running", lambda f, r: progress.start(f, r), "not_resubmittable"),
        ("approved", lambda f, r: progress.start(f, r), "not_resubmittable"),
        ("rejected", lambda f, r: progress.start(f, r), "not_resubmittable"),
        ("revoked", lambda f, r: progress.start(f, r), "not_resubmittable"),
        ("withdrawn", lambda f, r: progress.start(f, r, straight_back=True), "not_returned"),
        ("returned", lambda f, r: progress.start(f, r, straight_back=True), "not_returned"),
        ("draft", lambda f, r: progress.start(f, r, straight_back=True), "not_returned"),
        ("approved", lambda f, r: progress.withdraw(r), "not_running"),
        ("returned", lambda f, r: progress.withdraw(r), "not_running"),
        ("running", lambda f, r: progress.revoke(r), "not_approved"),
        ("revoked", lambda f, r: progress.revoke(r), "not_approved"),
    ],
)
def test_what_the_requester_cannot_do_in_a_state(state, command, reason):
    _case, flow, run = running()
    refused(lambda: command(flow, replace(run, state=state)), reason)


def test_a_flow_that_leaves_only_copies_decides_nothing():
    case, flow, _run = running(step("one", 1), step("copy", 2, kind="cc"))
    skipping = Run(skipped=frozenset({"one"}))
    refused(lambda: progress.start(flow, skipping), "nobody_decides")
    assert case.run.state == "running"


def test_a_decision_that_is_none_of_the_kind():
    case, flow, run = running(step("file", 3, kind="file"), step("copy", 4, kind="cc"),
                              step("one", 1))  # fmt: skip
    one, file, copy = case.task(11), case.task(31), case.task(41)
    for task, decisions in (
        (one, ("file", "acknowledge", "", "APPROVE")),
        (file, ("approve", "reject", "acknowledge")),
        (copy, ("approve", "reject", "file")),
    ):
        for decision in decisions:
            refused(lambda t=task, d=decision: progress.decide(flow, run, t, d), "wrong_decision")
    for task in (file, copy):
        refused(lambda t=task: progress.send_back(flow, run, t), "wrong_decision")
        refused(lambda t=task: progress.add_sign(flow, run, t, [9], "parallel"), "wrong_decision")
    for task in (one, copy):
        refused(lambda t=task: progress.object_to(run, t), "wrong_decision")
    refused(lambda: progress.transfer(run, copy, 9), "wrong_decision")


def test_what_has_moved_on_takes_no_command():
    case, flow, run = running()
    task, sister = case.task(11), case.task(12)
    case.approve(11)
    for number in (task, sister, 99):
        for command in (
            lambda n=number: progress.decide(flow, case.run, n, "approve"),
            lambda n=number: progress.send_back(flow, case.run, n),
            lambda n=number: progress.transfer(case.run, n, 9),
            lambda n=number: progress.add_sign(flow, case.run, n, [9], "parallel"),
            lambda n=number: progress.object_to(case.run, n),
        ):
            refused(command, "stale")
    elsewhere = replace(run, step="two")
    over = replace(run, state="withdrawn")
    for where in (elsewhere, over):
        refused(lambda w=where: progress.decide(flow, w, task, "approve"), "stale")
        refused(lambda w=where: progress.send_back(flow, w, task), "stale")
        refused(lambda w=where: progress.add_sign(flow, w, task, [9], "parallel"), "stale")


def test_where_a_document_cannot_be_sent_back_to():
    case, flow, _run = running()
    case.approve(11).approve(21)
    for target in ("two", "three", ""):
        refused(
            lambda t=target: progress.send_back(flow, case.run, case.task(31), t),
            "not_an_earlier_step",
        )


def test_whom_a_task_cannot_go_to():
    case, flow, run = running()
    task = case.task(11)
    refused(lambda: progress.transfer(run, task, 11), "oneself")
    for user in (12, 21, 22):
        refused(lambda u=user: progress.transfer(run, task, u), "already_asked", user)
        refused(
            lambda u=user: progress.add_sign(flow, run, task, [9, u], "before"),
            "already_asked",
            user,
        )
    refused(lambda: progress.add_sign(flow, run, task, [9, 9], "before"), "already_asked", 9)
    refused(lambda: progress.add_sign(flow, run, task, [9, 11], "before"), "oneself")
    refused(lambda: progress.add_sign(flow, run, task, [], "before"), "nobody")
    for position, mode in (("beside", "all"), ("before", "some"), ("", "any"), ("after", None)):
        refused(
            lambda p=position, m=mode: progress.add_sign(flow, run, task, [9], p, m),
            "wrong_decision",
        )
    case.transfer(11, 9)
    assert progress.transfer(case.run, case.task(9), 11).gives == ((case.task(9), 11),)


def test_who_was_asked_asks_nobody_and_only_who_asked_takes_away():
    case, flow, _run = running()
    case.add(11, "parallel", 8)
    asked = case.task(8)
    refused(lambda: progress.add_sign(flow, case.run, asked, [9], "parallel"), "nested")
    refused(lambda: progress.remove_sign(flow, case.run, asked, 12), "not_added")
    refused(lambda: progress.remove_sign(flow, case.run, case.task(21), 11), "not_added")
    case.approve(8)
    refused(lambda: progress.remove_sign(flow, case.run, asked, 11), "stale")


def test_a_decision_on_which_somebody_acted_is_not_taken_back():
    case, flow, run = running()
    task = case.task(11)
    effect = progress.decide(flow, run, task, "approve")
    mark = progress.footprint(run, effect, task, ())
    refused(lambda: progress.undo(run, mark), "stale")  # nothing was decided yet
    case.do(effect)
    case.approve(21)
    opened = [t.id for t in case.run.tasks if t.step == "two"]
    late = replace(mark, opened=tuple(opened))
    case.approve(31)
    refused(lambda: progress.undo(case.run, late), "stale")


# -- what the rows are told --


def test_added_people_are_parties_of_their_own():
    case, _flow, _run = running()
    case.add(11, "before", 8, 9)
    keys = [(key, p.key, p.source, p.ref, p.anchor, p.position, p.by) for key, p in case.run.added]
    assert keys == [
        ("one", -1, "users", (8,), 1, "before", 11), ("one", -2, "users", (9,), 1, "before", 11),
    ]  # fmt: skip
    case.add(21, "parallel", 6, 7, mode="any")
    _key, last = case.run.added[-1]
    assert (last.key, last.ref, last.anchor, last.by) == (-3, (6, 7), None, 21)


def test_of_several_who_were_asked_as_one_the_others_stay():
    case, _flow, _run = running()
    case.add(11, "parallel", 6, 7, mode="any")
    case.remove(11, 6)
    ((_key, party),) = case.run.added
    assert (party.key, party.ref, party.by) == (-1, (7,), 11)
    case.remove(11, 7)
    assert case.run.added == ()


def test_a_revoked_document_waits_for_nobody_and_keeps_a_number_given():
    case = Case(step("one", 1), step("copy", 4, kind="cc"), step("file", 3, kind="file"))
    case.approve(11)
    assert case.run.state == "approved"
    pending = progress.revoke(case.run)
    assert {case.task(41), case.task(31)} <= set(pending.closes)
    assert (pending.state, pending.step, pending.filing) == ("revoked", None, "none")
    case.decide(31, "file")
    assert progress.revoke(case.run).filing == "filed"


def test_what_is_taken_back_stands_as_before_to_the_last_value():
    case = Case(*FILED, step("two", 2), step("late", 4, kind="file"))
    case.add(11, "parallel", 8)
    case.approve(11)
    before = case.run
    task = case.task(8)
    effect = progress.decide(case.flow, before, task, "approve")
    case.do(effect)
    opened = [t.id for t in case.run.tasks if t not in before.tasks and t.id != task]
    known = {t.id for t in before.tasks}
    mark = progress.footprint(before, effect, task, [n for n in opened if n not in known])
    case.do(progress.undo(case.run, mark))
    left = {t.id: t for t in case.run.tasks if t.id in known}
    assert replace(case.run, tasks=()) == replace(before, tasks=())
    assert left == {t.id: t for t in before.tasks}


def test_where_a_document_was_going_straight_to_is_taken_back_too():
    case = Case(step("one", 1), step("two", 2), step("three", 3))
    case.approve(11).approve(21)
    case.send_back(31, "one", straight_back=True)
    before, task = case.run, case.task(11)
    assert before.resume == "three"
    case.approve(11)
    assert (case.run.step, case.run.resume) == ("three", None)
    case.undo()
    assert (case.run.step, case.run.resume, case.run.task(task).is_open) == ("one", "three", True)


def test_what_is_kept_of_a_decision_is_read_as_it_was_written():
    before = Run(
        state="running", step="one", filing="pending", round=3, skipped=frozenset({"x"}),
        added=(("one", Party(-1, source="users", ref=(8,), anchor=1, position="after", by=11)),),
        resume="two", returned_from="three",
    )  # fmt: skip
    mark = Footprint(5, before, ((5, "open"), (6, "waiting")), (7, 8))
    kept = json.loads(json.dumps(stored.footprint(mark)))
    assert stored.read_footprint(kept, [7, 8]) == mark


def test_a_party_of_the_flow_asks_others_whatever_its_number():
    case = Case(step("one", 0), people={0: (11,)})
    case.add(11, "parallel", 8)
    assert case.task(8)


def test_a_step_that_all_must_agree_to_asks_for_no_share():
    case = Case(step("one", 1, 2, 3, ratio=30))
    case.approve(11)
    assert case.run.state == "running"
    case.approve(21).decide(31, "reject")
    assert case.run.state == "rejected"


@pytest.mark.parametrize(("registered", "filing"), [(False, "none"), (True, "filed")])
@pytest.mark.parametrize(
    ("end", "state"), [("withdraw", "withdrawn"), ("reject", "rejected"), ("return", "returned")]
)
def test_what_ends_a_run_ends_an_open_filing_and_leaves_a_number(registered, filing, end, state):
    case = Case(*FILED)
    if registered:
        case.decide(31, "file")
    if end == "withdraw":
        case.do(progress.withdraw(case.run))
    elif end == "reject":
        case.decide(11, "reject")
    else:
        case.send_back(11)
    assert (case.run.state, case.run.filing) == (state, filing)


@pytest.mark.parametrize(
    ("policy", "state", "back", "copy_closes"),
    [("refuse", "rejected", None, False), ("return", "returned", "one", True)],
)
def test_what_a_refusal_leaves(policy, state, back, copy_closes):
    case = Case(step("copy", 4, kind="cc"), step("one", 1, 2, reject_policy=policy))
    copies = {case.task(41), case.task(42)}
    case.decide(11, "reject")
    assert (case.run.state, case.run.returned_from) == (state, back)
    assert (copies <= set(case.effect.closes)) == copy_closes


def test_a_filing_between_is_asked_again_only_where_the_document_passes_it_again():
    steps = (step("one", 1), step("file", 3, kind="file"), step("two", 2))
    again = Case(*steps).approve(11)
    file = again.task(31)
    again.send_back(21, "one")
    assert (file in again.effect.closes, again.run.filing) == (True, "none")
    straight = Case(*steps).approve(11)
    file = straight.task(31)
    straight.send_back(21, "one", straight_back=True)
    assert (file in straight.effect.closes, straight.run.filing) == (False, "pending")


def test_the_last_word_of_a_step_is_told_as_such():
    case = Case(step("one", 1, 2), step("two", 3))
    assert case.approve(11).effect.step_done is False
    assert case.approve(21).effect.step_done is True


def test_a_copy_read_on_the_way_back_keeps_the_way():
    case = Case(step("copy", 4, kind="cc"), step("one", 1), step("two", 2), step("three", 3))
    case.approve(11).approve(21)
    case.send_back(31, "one", straight_back=True)
    case.decide(41, "acknowledge")
    assert case.run.resume == "three"
    case.approve(11)
    assert case.run.step == "three"
