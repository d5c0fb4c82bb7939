"""Random commands to the law, written down in plain values, and to Odoo: both say the same."""

import itertools
import os
from collections import defaultdict
from dataclasses import replace
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from odoo.addons.zhaoshang_approval.engine import progress, replay, states
from odoo.addons.zhaoshang_approval.engine.run import Run, apply
from odoo.addons.zhaoshang_approval.engine.states import Refused
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import ApprovalCase

# ZS_PLAYS=300 ./dev test … for a longer run
PLAYS = int(os.environ.get("ZS_PLAYS", "60"))
COMMANDS = (
    *("approve", "approve", "approve", "reject", "file", "read", "object", "return", "return_to"),
    *("transfer", "add", "remove", "withdraw", "resubmit", "straight", "undo"),
)
MOVES = st.lists(
    st.tuples(st.sampled_from(COMMANDS), st.integers(0, 40), st.integers(0, 40)),
    min_size=30, max_size=30,
)  # fmt: skip


class Twin:
    """The same document in the law's own values: it never looks at Odoo's rows."""

    def __init__(self, flow, people):
        self.flow, self.people = flow, people
        self.ids = itertools.count(1)
        self.run = Run()
        self.all = {}
        self.mark = None

    def obey(self, law, task=None, keep=False):
        effect = law()
        before = self.run
        after = apply(before, effect, self._who, self.ids) if not keep else keep(effect)
        opened = [t.id for t in after.tasks if t.id not in self.all]
        mark = task and progress.footprint(before, effect, task, opened)
        self.mark = mark or None
        self.run = after
        put_away = dict(effect.task_states) | dict.fromkeys(effect.closes, states.CLOSED)
        for number, state in put_away.items():
            if number in self.all:
                self.all[number] = replace(self.all[number], state=state)
        self.all |= {t.id: t for t in after.tasks}

    def _who(self, key, party):
        step = self.run.way(self.flow).step(key) if party >= 0 else None
        kind = self.flow.step(key).kind
        if step is None:
            return kind, sorted(self._added(party))
        return kind, self.people[party]

    def _added(self, party):
        for _step, found in self.adding or self.run.added:
            if found.key == party:
                return found.ref
        return ()

    adding = ()


@tagged("post_install", "-at_install")
class TestMachine(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.crowd = cls.new_users(*(f"zs_m{number}" for number in range(8)))
        crowd = cls.crowd
        one, two = cls.new_role("zs_m_one", *crowd[:2]), cls.new_role("zs_m_two", *crowd[2:4])
        cls.flows = [
            cls.new_flow(*steps, code=f"zs_m{number}", sequence=number,
                         condition_domain=f"[('amount', '=', {number})]")
            for number, steps in enumerate(
                (
                    (cls.step("a", one, two), cls.step("b", crowd[4])),
                    (cls.step("a", one, two, mode="any"), cls.step("c", crowd[5], kind="cc"),
                     cls.step("b", two)),
                    (cls.step("a", one, two, crowd[4], mode="sequential"),
                     cls.step("f", crowd[5], kind="file")),
                    (cls.step("v", *crowd[:5], mode="vote", ratio=60), cls.step("b", crowd[5])),
                    (cls.step("f", crowd[5], kind="file"), cls.step("a", one),
                     cls.step("b", two, reject_policy="return"), cls.step("d", crowd[4])),
                )
            )
        ]  # fmt: skip

    def test_the_law_and_odoo_agree(self):
        @settings(max_examples=PLAYS, deadline=None, database=None,
                  phases=(Phase.explicit, Phase.generate),  # to shrink a play takes minutes
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(st.integers(0, len(self.flows) - 1), MOVES)
        def play(number, moves):
            savepoint = self.env.cr.savepoint()
            try:
                self.play(number, moves)
            finally:
                savepoint.close(rollback=True)

        model = type(self.env["test.approval.document"])
        # a document that can take back what its hooks did
        with patch.object(model, "_zs_approval_on_undone", lambda _docs: None, create=True):
            play()

    def play(self, number, moves):
        document = self.submitted(amount=number)
        run = document.sudo().zs_approval_instance_id
        flow = run.version_id._zs_definition()
        people = {
            party: [user for user, _owner in pairs]
            for (_run, _step, party), pairs in run._zs_people(
                [(run, step, party) for step in flow.steps for party in step.parties]
            ).items()
        }
        self.told, self.past, self.flow_of = 0, replay.Past(), {run.version_id.id: flow}.__getitem__
        self.twin = twin = Twin(flow, people)
        twin.obey(lambda: progress.start(flow, twin.run))
        self.compare(run)
        for command, pick, other in moves:
            self.command(document, run, command, pick, other)
            self.compare(run)
        self.assertEqual(run._zs_findings(), [])

    def command(self, document, run, command, pick, other):
        """Give the same command to both; both carry it out, or both refuse."""
        numbers = sorted(self.rows)
        if pick % 4:  # most of the time something that still waits
            numbers = [n for n in numbers if self.twin.all[n].is_living] or numbers
        self.number = numbers[pick % len(numbers)]
        task = run.task_ids.browse(self.rows[self.number])
        user = self.crowd[other % len(self.crowd)]
        mine = task.with_user(task.user_id)
        asked = self.both(document, run, command, task, user)
        if asked is None:
            return
        law, order, keep = asked
        try:
            self.twin.obey(law, self.number if command in self.DECIDES else None, keep)
            allowed = True
        except Refused:
            allowed = False
        try:
            # what the records remember stays from command to command, as within one request; a
            # refusal rolls back and forgets all of it
            with self.env.cr.savepoint():
                order(mine)
            done = True
        except UserError:
            done = False
        self.twin.adding = ()
        self.assertEqual(done, allowed, (command, task.state, task.step_key, user.login))

    DECIDES = ("approve", "reject", "return", "return_to", "add", "file", "object")

    def both(self, document, run, command, task, user):
        twin, number, flow = self.twin, self.number, self.twin.flow
        now = twin.run
        by = document.with_user(self.requester)
        back = flow.steps[user.id % len(flow.steps)].key
        position = ("before", "after", "parallel")[user.id % 3]

        def add():
            effect = progress.add_sign(flow, now, number, [user.id], position)
            twin.adding = effect.added
            return effect

        def undo():
            if not twin.mark or twin.mark.task != number:
                raise Refused("stale")
            whole = replace(now, tasks=tuple(twin.all.values()))
            return progress.undo(whole, twin.mark)

        def undone(effect):
            whole = replace(now, tasks=tuple(twin.all.values()))
            after = apply(whole, effect, twin._who, twin.ids)
            living = tuple(t for t in after.tasks if t.is_living or t.id in self.of_round(effect))
            return replace(after, tasks=living)

        ways = {
            "approve": (lambda: progress.decide(flow, now, number, "approve"),
                        lambda t: t.action_decide("approve")),
            "reject": (lambda: progress.decide(flow, now, number, "reject"),
                       lambda t: t.action_decide("reject", "No.")),
            "file": (lambda: progress.decide(flow, now, number, "file"),
                     lambda t: t.action_decide("file")),
            "read": (lambda: progress.decide(flow, now, number, "acknowledge"),
                     lambda t: t.action_acknowledge()),
            "return": (lambda: progress.send_back(flow, now, number),
                       lambda t: t.action_return(comment="Why?")),
            "return_to": (
                lambda: progress.send_back(flow, now, number, back, straight_back=user.id % 2 == 0),
                lambda t: t.action_return(back, "Why?", straight_back=user.id % 2 == 0),
            ),
            "transfer": (lambda: progress.transfer(now, number, user.id),
                         lambda t: t.action_transfer(user.id)),
            "add": (add, lambda t: t.action_add_sign([user.id], position)),
            "remove": (lambda: progress.remove_sign(flow, now, number, user.id),
                       lambda t: t.with_user(user).action_remove_sign()),
            "object": (lambda: progress.object_to(now, number),
                       lambda t: t.action_object("Wrong.")),
            "withdraw": (lambda: progress.withdraw(now), lambda _t: by.action_zs_withdraw()),
            "resubmit": (lambda: progress.start(flow, now), lambda _t: by.action_zs_resubmit()),
            "straight": (lambda: progress.start(flow, now, straight_back=True),
                         lambda _t: by.action_zs_resubmit(straight_back=True)),
            "undo": (undo, lambda t: t.action_undo()),
        }  # fmt: skip
        law, order = ways[command]
        return law, order, undone if command == "undo" else False

    def of_round(self, effect):
        return self.rounds.get(effect.round, set())

    def compare(self, run):
        """The rows say what the law says, and what their history alone tells."""
        self.env.flush_all()
        facts = run._zs_facts(run._zs_one("id"), run._zs_one("instance_id"))[run.id]
        new = run._zs_histories(SQL("instance_id = %s AND seq > %s", run.id, self.told))
        for event in new.get(run.id, ()):
            self.past = replay.follow(self.past, event, self.flow_of)
            self.told = event["seq"]
        self.assertEqual(self.past.facts(), facts)
        twin = self.twin
        numbers = dict(zip(facts["tasks"], sorted(twin.all), strict=True))
        self.assertEqual(
            [replace(task, id=numbers[row]) for row, (task, _round) in facts["tasks"].items()],
            [task for _number, task in sorted(twin.all.items())],
        )
        law = replay.facts(twin.run, dict.fromkeys(twin.all), version=0, requester=0)
        state, step, round_, filing, _number = facts["state"]
        self.assertEqual((state, step, round_, filing, ""), law["state"])
        self.assertEqual(facts["course"], law["course"])
        self.rounds = defaultdict(set)
        for row, (_task, round_) in facts["tasks"].items():
            self.rounds[round_].add(numbers[row])
        self.rows = {numbers[row]: row for row in numbers}
        self.assertLessEqual(state == "running", any(
            task.is_open and task.kind == "approve" for task, _round in facts["tasks"].values()
        ))  # fmt: skip
