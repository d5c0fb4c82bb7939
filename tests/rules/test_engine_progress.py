"""How a run moves, without a database: modes, kinds, return, withdraw, rounds."""

import itertools
from dataclasses import replace

import pytest
from zhaoshang_approval.engine import progress, states
from zhaoshang_approval.engine.flow import Flow, Party, Step, problems
from zhaoshang_approval.engine.run import Run, apply
from zhaoshang_approval.engine.states import Refused


def step(key, *parties, **options):
    return Step(key=key, parties=tuple(Party(number) for number in parties), **options)


class Case:
    """A run driven by names: ``case.approve(11)`` lets user 11 agree."""

    def __init__(self, *steps, people=None):
        self.flow = Flow(steps)
        self.people = people or {}
        self.ids = itertools.count(1)
        self.run = Run()
        self.do(progress.start(self.flow, self.run))

    def do(self, effect):
        self.effect, self.before = effect, self.run
        self.run = apply(self.run, effect, self._people, self.ids)
        return self

    def _people(self, key, party):
        people = self.people.get(party, (party * 10 + 1, party * 10 + 2))
        if party < 0:  # added while it runs
            people = next(p.ref for _key, p in self.effect.added if p.key == party)
        return self.flow.step(key).kind, people

    def task(self, user):
        return next(t.id for t in self.run.tasks if t.user == user and t.is_open)

    def decide(self, user, decision):
        return self.do(progress.decide(self.flow, self.run, self.task(user), decision))

    def approve(self, user):
        return self.decide(user, "approve")

    def send_back(self, user, target=None, **options):
        task = self.task(user)
        return self.do(progress.send_back(self.flow, self.run, task, target, **options))

    def again(self, **options):
        return self.do(progress.start(self.flow, self.run, **options))

    def add(self, user, position, *users, mode="all"):
        task = self.task(user)
        return self.do(progress.add_sign(self.flow, self.run, task, users, position, mode))

    def remove(self, by, user):
        return self.do(progress.remove_sign(self.flow, self.run, self.task(user), by))

    def transfer(self, user, to):
        return self.do(progress.transfer(self.run, self.task(user), to))

    def undo(self):
        """Take back the last command, as whoever gave it."""
        changed = [number for number, _state in self.effect.task_states]
        made = {t.id for t in self.run.tasks} - {t.id for t in self.before.tasks}
        print_ = progress.footprint(self.before, self.effect, changed[0], sorted(made))
        if print_ is None:
            raise Refused("not_undoable")
        # a new round has put the old tasks away; rows do not go away
        put_away = [t for t in self.before.tasks if t.id not in {x.id for x in self.run.tasks}]
        states_ = dict(self.effect.task_states) | dict.fromkeys(self.effect.closes, "closed")
        put_away = [replace(t, state=states_.get(t.id, t.state)) for t in put_away]
        whole = replace(self.run, tasks=(*self.run.tasks, *put_away))
        self.effect = progress.undo(whole, print_)
        self.run = apply(whole, self.effect, self._people, self.ids)
        return self

    @property
    def waiting(self):
        return sorted(task.user for task in self.run.open_tasks())


def test_both_parties_must_sign_and_any_member_signs_for_his_party():
    """R075: a head's leave needs both departments; one member of each is enough."""
    case = Case(step("both", 1, 2))
    assert case.waiting == [11, 12, 21, 22]
    case.approve(12)
    assert case.run.state == "running"
    assert case.waiting == [21, 22]
    case.approve(21)
    assert case.run.state == "approved"
    assert case.waiting == []


def test_any_party_is_enough_and_closes_the_others():
    case = Case(step("either", 1, 2, mode="any"))
    case.approve(21)
    assert case.run.state == "approved"
    assert {t.state for t in case.run.tasks if t.user != 21} == {"closed"}


def test_parties_one_after_another_are_asked_in_order():
    case = Case(step("line", 1, 2, 3, mode="sequential"))
    assert case.waiting == [11, 12]
    case.approve(11)
    assert case.waiting == [21, 22]
    case.approve(22)
    case.approve(31)
    assert case.run.state == "approved"


def test_a_filing_never_holds_the_document_up():
    """R077, R078: the deputy's leave is approved by the head and then registered."""
    case = Case(step("head", 1), step("file", 2, kind="file"))
    case.approve(11)
    assert (case.run.state, case.run.filing) == ("approved", "pending")
    assert case.waiting == [21, 22]
    case.decide(22, "file")
    assert (case.run.state, case.run.filing) == ("approved", "filed")
    assert case.waiting == []


def test_copies_and_filings_on_the_way_are_opened_with_the_step_that_waits():
    case = Case(step("cc", 1, kind="cc"), step("file", 2, kind="file"), step("end", 3))
    assert case.run.step == "end"
    assert case.waiting == [11, 12, 21, 22, 31, 32]
    case.approve(31)
    assert case.run.state == "approved"
    assert case.waiting == [11, 12, 21, 22]


def test_a_flow_that_only_registers_is_approved_at_once():
    case = Case(step("file", 1, kind="file"))
    assert (case.run.state, case.run.filing) == ("approved", "pending")


def test_each_person_acknowledges_his_own_copy():
    case = Case(step("cc", 1, kind="cc"), step("end", 2))
    case.decide(11, "acknowledge")
    assert case.waiting == [12, 21, 22]


def test_one_refusal_refuses_the_document():
    case = Case(step("both", 1, 2), step("last", 3))
    case.approve(11)
    case.decide(21, "reject")
    assert (case.run.state, case.run.step) == ("rejected", None)
    assert case.waiting == []


def test_a_refusal_returns_the_document_where_the_step_says_so():
    case = Case(step("both", 1, 2, reject_policy="return"))
    case.decide(11, "reject")
    assert case.run.state == "returned"
    assert case.again().run.round == 2


def test_a_returned_document_begins_a_new_round_from_the_first_step():
    case = Case(step("one", 1), step("two", 2))
    case.approve(11)
    case.send_back(21)
    assert (case.run.state, case.waiting) == ("returned", [])
    case.again()
    assert (case.run.state, case.run.step, case.run.round) == ("running", "one", 2)


def test_an_earlier_step_decides_anew():
    case = Case(step("one", 1), step("two", 2), step("three", 3))
    case.approve(11).approve(21)
    case.send_back(31, "one")
    assert (case.run.state, case.run.step, case.run.round) == ("running", "one", 2)
    assert case.waiting == [11, 12]
    case.approve(12)
    assert (case.run.step, case.waiting) == ("two", [21, 22])


@pytest.mark.parametrize("target", ["two", "three", "cc", "nowhere"])
def test_a_document_goes_back_to_an_earlier_approving_step_only(target):
    case = Case(step("one", 1), step("cc", 9, kind="cc"), step("two", 2), step("three", 3))
    case.approve(11)
    with pytest.raises(Refused, match="not_an_earlier_step"):
        case.send_back(21, target)


def test_withdrawing_closes_every_task_and_gives_no_copy_to_read():
    case = Case(step("cc", 1, kind="cc"), step("end", 2))
    case.do(progress.withdraw(case.run))
    assert (case.run.state, case.waiting) == ("withdrawn", [])
    with pytest.raises(Refused, match="not_running"):
        progress.withdraw(case.run)


def test_what_is_registered_keeps_its_number_in_the_next_round():
    case = Case(step("file", 1, kind="file"), step("end", 2))
    case.decide(11, "file")
    case.send_back(21)
    case.again()
    assert case.run.filing == "filed"
    assert case.waiting == [21, 22]


def test_a_filing_not_done_is_asked_again_in_the_next_round():
    case = Case(step("file", 1, kind="file"), step("end", 2))
    case.send_back(21)
    assert case.run.filing == "none"
    assert case.again().waiting == [11, 12, 21, 22]


@pytest.mark.parametrize("decision", ["file", "acknowledge", "withdraw", "", None])
def test_an_approving_task_takes_approve_and_reject_only(decision):
    case = Case(step("one", 1))
    with pytest.raises(Refused, match="wrong_decision"):
        case.decide(11, decision)


# -- votes ----------------------------------------------------------------------------------------


def vote(ratio, voters=5):
    parties = range(1, voters + 1)
    return Case(step("vote", *parties, mode="vote", ratio=ratio), people={n: (n,) for n in parties})


@pytest.mark.parametrize(
    ("ratio", "voters", "needed"),
    [(50, 4, 2), (50, 5, 3), (66.67, 3, 2), (66.67, 6, 4), (100, 3, 3), (1, 7, 1), (60, 5, 3)],
)
def test_a_vote_passes_as_soon_as_the_ratio_is_reached(ratio, voters, needed):
    case = vote(ratio, voters)
    for user in range(1, needed + 1):
        assert case.run.state == "running"
        case.approve(user)
    assert case.run.state == "approved"
    assert case.waiting == []


def test_a_vote_is_lost_only_once_the_ratio_is_out_of_reach():
    case = vote(60)
    case.decide(1, "reject").decide(2, "reject")
    assert (case.run.state, case.waiting) == ("running", [3, 4, 5])
    case.approve(3).decide(4, "reject")
    assert (case.run.state, case.waiting) == ("rejected", [])


def test_in_a_vote_a_refusal_closes_the_tasks_of_its_party_alone():
    case = Case(step("vote", 1, 2, 3, mode="vote", ratio=60))
    case.decide(11, "reject")
    assert case.waiting == [21, 22, 31, 32]


# -- adding and removing people -------------------------------------------------------------------


def test_who_asks_somebody_before_himself_waits_for_him():
    case = Case(step("one", 1, 2), people={1: (1,), 2: (2,)})
    case.add(1, "before", 7, 8)
    assert case.waiting == [2, 7, 8]
    case.approve(2).approve(7)
    assert case.waiting == [8]
    case.approve(8)
    assert case.waiting == [1]
    case.approve(1)
    assert case.run.state == "approved"


def test_any_one_of_those_asked_before_may_be_enough():
    case = Case(step("one", 1), people={1: (1,)})
    case.add(1, "before", 7, 8, mode="any").approve(8)
    assert case.waiting == [1]


def test_who_asks_somebody_after_himself_has_agreed():
    case = Case(step("one", 1), step("two", 2), people={1: (1, 2), 2: (3,)})
    case.add(1, "after", 7)
    assert (case.run.step, case.waiting) == ("one", [7])
    case.approve(7)
    assert (case.run.step, case.waiting) == ("two", [3])


def test_who_is_asked_beside_is_a_party_of_his_own():
    case = Case(step("one", 1), people={1: (1,)})
    case.add(1, "parallel", 7).approve(1)
    assert case.waiting == [7]
    case.approve(7)
    assert case.run.state == "approved"
    case = Case(step("one", 1, 2, mode="any"), people={1: (1,), 2: (2,)})
    assert case.add(1, "parallel", 7).approve(7).run.state == "approved"


def test_one_after_another_the_next_party_waits_for_those_added():
    case = Case(step("line", 1, 2, mode="sequential"), people={1: (1,), 2: (2,)})
    case.add(1, "after", 7)
    assert case.waiting == [7]
    case.approve(7)
    assert case.waiting == [2]


@pytest.mark.parametrize("position", ["before", "after", "parallel"])
def test_who_was_added_refuses_for_the_step(position):
    case = Case(step("one", 1, 2))
    case.add(11, position, 7).decide(7, "reject")
    assert (case.run.state, case.waiting) == ("rejected", [])


def test_in_a_vote_who_was_added_before_a_voter_loses_that_voice():
    case = vote(60)
    case.add(1, "before", 7).decide(7, "reject")
    assert (case.run.state, case.waiting) == ("running", [2, 3, 4, 5])
    assert not [t for t in case.run.tasks if t.user == 1 and t.is_living]


def test_who_was_added_cannot_add():
    case = Case(step("one", 1))
    case.add(11, "before", 7)
    with pytest.raises(Refused, match="nested"):
        case.add(7, "after", 8)


@pytest.mark.parametrize(
    ("users", "reason"),
    [((11,), "oneself"), ((21,), "already_asked"), ((7, 7), "already_asked"), ((), "nobody")],
)
def test_nobody_signs_twice_in_a_step(users, reason):
    case = Case(step("one", 1, 2))
    with pytest.raises(Refused, match=reason):
        case.add(11, "parallel", *users)


def test_who_added_somebody_takes_him_away_and_is_asked_again():
    case = Case(step("one", 1), people={1: (1,)})
    case.add(1, "before", 7)
    with pytest.raises(Refused, match="not_added"):
        case.remove(2, 7)
    case.remove(1, 7)
    assert case.waiting == [1]
    assert case.approve(1).run.state == "approved"


def test_taking_away_the_last_one_missing_completes_the_step():
    case = Case(step("one", 1), step("two", 2), people={1: (1,), 2: (2,)})
    case.add(1, "parallel", 7).approve(1)
    assert case.waiting == [7]
    case.remove(1, 7)
    assert (case.run.step, case.waiting) == ("two", [2])


def test_taking_away_one_of_several_leaves_the_others():
    case = Case(step("one", 1), people={1: (1,)})
    case.add(1, "before", 7, 8, mode="any").remove(1, 7)
    assert case.waiting == [8]
    assert case.approve(8).approve(1).run.state == "approved"


def test_what_was_added_is_forgotten_in_the_next_round():
    case = Case(step("one", 1), people={1: (1,)})
    case.add(1, "parallel", 7).send_back(7)
    case.again()
    assert (case.run.added, case.waiting) == ((), [1])


# -- handing on -----------------------------------------------------------------------------------


def test_a_task_handed_on_is_decided_by_the_other_for_the_same_party():
    case = Case(step("one", 1, 2), people={1: (1,), 2: (2,)})
    case.transfer(1, 9)
    assert case.waiting == [2, 9]
    case.approve(9).approve(2)
    assert case.run.state == "approved"


@pytest.mark.parametrize(("to", "reason"), [(11, "oneself"), (12, "already"), (21, "already")])
def test_a_task_is_not_handed_to_who_is_asked_already(to, reason):
    case = Case(step("one", 1, 2))
    with pytest.raises(Refused, match=reason):
        case.transfer(11, to)


def test_what_was_handed_on_may_come_back():
    case = Case(step("one", 1), people={1: (1,)})
    assert case.transfer(1, 9).transfer(9, 1).waiting == [1]


# -- straight back --------------------------------------------------------------------------------


def test_a_step_asked_again_may_lead_straight_back_to_the_one_that_asked():
    case = Case(step("one", 1), step("two", 2), step("three", 3), step("four", 4))
    case.approve(11).approve(21).send_back(31, "one", straight_back=True)
    assert (case.run.step, case.run.resume) == ("one", "three")
    case.approve(11)
    assert (case.run.step, case.run.resume, case.waiting) == ("three", None, [31, 32])
    case.approve(31)
    assert case.run.step == "four"


def test_the_requester_may_send_it_straight_back_to_the_step_that_returned_it():
    case = Case(step("file", 9, kind="file"), step("one", 1), step("cc", 8, kind="cc"),
                step("two", 2), step("three", 3))  # fmt: skip
    case.approve(11).send_back(21)
    assert case.run.returned_from == "two"
    case.again(straight_back=True)
    assert (case.run.step, case.run.returned_from) == ("two", None)
    assert case.waiting == [21, 22, 81, 82, 91, 92]
    case.approve(21)
    assert case.run.step == "three"


def test_straight_back_leads_nowhere_after_a_withdrawal():
    case = Case(step("one", 1))
    case.do(progress.withdraw(case.run))
    with pytest.raises(Refused, match="not_returned"):
        case.again(straight_back=True)


def test_copies_and_filings_before_an_earlier_step_go_on():
    case = Case(step("file", 9, kind="file"), step("one", 1), step("two", 2))
    case.approve(11).send_back(21, "one")
    assert case.run.filing == "pending"
    assert case.waiting == [11, 12, 91, 92]


# -- conditions, objections -----------------------------------------------------------------------


def test_steps_whose_condition_does_not_hold_are_passed_over():
    flow = Flow((step("one", 1), step("two", 2), step("three", 3)))
    run = Run(skipped=frozenset({"one", "three"}))
    effect = progress.start(flow, run)
    assert effect.step == "two"
    run = apply(run, effect, lambda key, party: ("approve", (1,)), itertools.count(1))
    assert progress.decide(flow, run, 1, "approve").state == "approved"


def test_a_document_that_nobody_would_decide_is_refused():
    flow = Flow((step("one", 1), step("cc", 2, kind="cc")))
    with pytest.raises(Refused, match="nobody_decides"):
        progress.start(flow, Run(skipped=frozenset({"one"})))


def test_an_objection_brings_an_approved_document_back():
    case = Case(step("one", 1), step("file", 2, kind="file"))
    case.approve(11)
    case.do(progress.object_to(case.run, case.task(21)))
    assert (case.run.state, case.run.filing, case.waiting) == ("returned", "none", [])
    assert case.again().run.round == 2
    with pytest.raises(Refused, match="wrong_decision"):
        progress.object_to(case.run, case.task(11))


def test_an_objection_to_one_filing_leaves_the_number_of_another():
    case = Case(step("one", 1), step("two", 2, kind="file"), step("three", 3, kind="file"))
    case.approve(11).decide(21, "file")
    case.do(progress.object_to(case.run, case.task(31)))
    assert (case.run.state, case.run.filing, case.waiting) == ("returned", "filed", [])


def test_a_revocation_goes_the_same_way_and_registers_nothing():
    flow = Flow((step("one", 1), step("file", 2, kind="file")))
    assert [s.kind for s in flow.to_revoke().steps] == ["approve", "cc"]


# -- taking back ----------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["approve", "reject", "return", "return to", "after"])
def test_a_decision_is_taken_back_as_if_it_had_not_been(command):
    case = Case(step("one", 1), step("two", 2, 3), step("three", 4))
    case.approve(11)
    before = case.run
    if command == "return":
        case.send_back(21)
    elif command == "return to":
        case.send_back(21, "one")
    elif command == "after":
        case.add(21, "after", 7)
    else:
        case.decide(21, command)
    case.undo()
    assert case.run.state == before.state == "running"
    assert (case.run.step, case.run.round, case.run.added) == ("two", 1, ())
    assert case.waiting == [21, 22, 31, 32]
    assert case.approve(21).approve(31).run.step == "three"


def test_a_decision_that_ended_the_run_is_taken_back_too():
    case = Case(step("one", 1), step("cc", 2, kind="cc"))
    case.approve(11)
    assert case.run.state == "approved"
    case.undo()
    assert (case.run.state, case.run.step, case.waiting) == ("running", "one", [11, 12])


def test_nothing_is_taken_back_once_the_next_step_has_acted():
    case = Case(step("one", 1), step("two", 2))
    case.approve(11)
    first, before = case.effect, case.before
    opened = sorted(t.id for t in case.run.tasks if t.step == "two")
    mark = progress.footprint(before, first, before.tasks[0].id, opened)
    case.approve(21)
    with pytest.raises(Refused, match="stale"):
        progress.undo(case.run, mark)


def test_what_was_registered_or_read_is_not_taken_back():
    case = Case(step("file", 1, kind="file"))
    case.decide(11, "file")
    with pytest.raises(Refused, match="not_undoable"):
        case.undo()


def test_a_decided_task_is_history():
    case = Case(step("one", 1, 2))
    task = case.task(11)
    case.approve(11)
    for decision in ("approve", "reject"):
        with pytest.raises(Refused, match="stale"):
            progress.decide(case.flow, case.run, task, decision)
    with pytest.raises(Refused, match="stale"):
        progress.send_back(case.flow, case.run, task)


def test_a_task_of_an_earlier_round_is_stale():
    case = Case(step("one", 1), step("two", 2))
    old = case.task(11)
    case.approve(11).send_back(21)
    case.again()
    with pytest.raises(Refused, match="stale"):
        progress.decide(case.flow, case.run, old, "approve")


@pytest.mark.parametrize("state", ["running", "approved", "rejected", "revoked"])
def test_only_what_came_back_is_sent_again(state):
    with pytest.raises(Refused, match="not_resubmittable"):
        progress.start(Flow((step("one", 1),)), Run(state=state))


def test_the_table_of_transitions_knows_every_state():
    for table in (states.INSTANCE_TRANSITIONS, states.TASK_TRANSITIONS):
        assert set().union(*table.values()) <= table.keys()
    assert not states.INSTANCE_TRANSITIONS["rejected"]
    with pytest.raises(Refused, match="transition"):
        states.check_transition(states.TASK_TRANSITIONS, "approved", "open")


@pytest.mark.parametrize(
    ("flow", "found"),
    [
        (Flow(()), [("no_step", None)]),
        (Flow((step("cc", 1, kind="cc"),)), [("nothing_to_decide", None)]),
        (Flow((step("a", 1), step("a", 2))), [("duplicate_key", "a")]),
        (Flow((step("a"),)), [("no_party", "a")]),
        (Flow((step("a", 1), step("f", 2, kind="file"))), []),
    ],
)
def test_a_flow_that_cannot_work_is_named(flow, found):
    assert problems(flow) == found
