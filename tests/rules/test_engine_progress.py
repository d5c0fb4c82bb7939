"""How a run moves, without a database: modes, kinds, return, withdraw, rounds."""

import itertools

import pytest
from zhaoshang_approval.engine import progress, states
from zhaoshang_approval.engine.flow import Flow, Party, Step, problems
from zhaoshang_approval.engine.states import Refused


def step(key, *parties, **options):
    return Step(key=key, parties=tuple(Party(number) for number in parties), **options)


class Case:
    """A run driven by names: ``case.approve(11)`` lets user 11 agree."""

    def __init__(self, *steps, people=None):
        self.flow = Flow(steps)
        self.people = people or {}
        self.ids = itertools.count(1)
        self.run = progress.Run()
        self.do(progress.start(self.flow, self.run))

    def do(self, effect):
        self.effect = effect
        self.run = progress.apply(self.run, effect, self._people, self.ids)
        return self

    def _people(self, key, party):
        return self.flow.step(key).kind, self.people.get(party, (party * 10 + 1, party * 10 + 2))

    def task(self, user):
        return next(t.id for t in self.run.tasks if t.user == user and t.is_open)

    def decide(self, user, decision):
        return self.do(progress.decide(self.flow, self.run, self.task(user), decision))

    def approve(self, user):
        return self.decide(user, "approve")

    def send_back(self, user, target=None):
        return self.do(progress.send_back(self.flow, self.run, self.task(user), target))

    def again(self):
        return self.do(progress.start(self.flow, self.run))

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
        progress.start(Flow((step("one", 1),)), progress.Run(state=state))


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
