from odoo.addons.zhaoshang_approval.permit import (
    CONTEXT_KEY,
    Permit,
    call,
    enter,
    permitted,
    permitted_write,
    spend,
)
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ApprovalCase


@tagged("post_install", "-at_install")
class TestPermit(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.both_flow()

    def test_a_permit_is_good_once(self):
        task = self.task(self.ann, self.submitted()).sudo()
        with permitted(task, call(task, "write", [{"state": "closed"}])) as holder:
            holder.write({"state": "closed"})
            with self.assertRaises(AccessError):
                holder.write({"state": "closed"})

    def test_a_permit_is_good_for_its_own_call_only(self):
        tasks = self.task(self.ann, self.submitted(count=2)).sudo()
        first, second = tasks
        vals = {"state": "read"}
        for records, method, given in (
            (second, "write", vals),
            (tasks, "write", vals),
            (first.instance_id, "write", {"state": "approved"}),
            (first, "write", {"state": "approved"}),
            (first, "write", {"state": "read", "comment": "x"}),
            (first, "write", {"state": "read", "comment": ["x"]}),
            (first, "create", vals),
        ):
            allowed = permitted(records, call(first, method, [vals]))
            with allowed as holder, self.assertRaises(AccessError):
                holder.write(given)

    def test_a_permit_is_good_for_all_its_values_only(self):
        task = self.task(self.ann, self.submitted()).sudo()
        vals = {"state": "read", "comment": "x"}
        with permitted(task, call(task, "write", [vals])) as holder:
            for part in ({"state": "read"}, {"comment": "x"}, vals):  # the first use closes it
                with self.assertRaises(AccessError):
                    holder.write(part)

    def test_a_permit_of_many_operations_gives_each_once(self):
        permit = Permit(["a", "b", "b"])
        self.assertFalse(permit.spend(["a", "c"]))
        self.assertTrue(permit.spend(["a", "b"]))
        self.assertFalse(permit.spend(["a"]))
        self.assertFalse(permit.spend(["b", "b"]))
        self.assertTrue(permit.spend(["b"]))

    def test_a_permit_is_spent_whole_by_exactly_its_operations(self):
        permit = Permit(["a", "b"])
        for others in (["a"], ["a", "b", "b"], ["a", "c"], []):
            self.assertFalse(permit.spend_all(others))
        self.assertTrue(permit.spend_all(["b", "a"]))
        self.assertFalse(permit.spend_all([]), "a closed permit permits not even nothing")

    def test_a_permit_is_closed_when_its_command_ends(self):
        """A context kept by an automation opens nothing afterwards."""
        with permitted(self.env["mail.message"], ["a", "b"]) as kept:
            self.assertTrue(spend(kept.env, ["a"]))
        self.assertFalse(spend(kept.env, ["b"]))

    def test_what_only_looks_like_a_permit_opens_nothing(self):
        document = self.submitted()
        task = self.task(self.ann, document).sudo()

        class Lookalike(Permit):
            __slots__ = ()

            def names(self, operation):
                return True

            def spend(self, operations):
                return True

        for fake in (True, 1, "open", {"_open": True}, [1], object(), Permit,
                     Lookalike(call(task, "write", [{"state": "approved"}]))):  # fmt: skip
            self.assertFalse(spend(self.env(context={CONTEXT_KEY: fake}), []))
            with self.assertRaises(AccessError):
                task.with_context(**{CONTEXT_KEY: fake}).write({"state": "approved"})
            with self.assertRaises(AccessError):
                document.with_context(**{CONTEXT_KEY: fake}).write(
                    {"zs_approval_state": "approved"}
                )

    def test_nothing_below_a_guarded_call_holds_a_permit(self):
        """Hooks, computed fields, messages and patched methods see a context without it."""
        seen = []
        registry = self.env.registry

        def watch(name, method):
            owner = registry[name]
            origin = getattr(owner, method)

            def watched(records, *args, **kwargs):
                permit = records.env.context.get(CONTEXT_KEY)
                seen.append((name, method, permit))
                return origin(records, *args, **kwargs)

            self.patch(owner, method, watched)

        document = "test.approval.document"
        for method in (
            "_zs_approval_check", "_zs_approval_snapshot", "_zs_approval_title", "call_hook",
            "_message_log_batch", "_compute_display_name", "_write_multi", "_zs_check_locked",
        ):  # fmt: skip
            watch(document, method)
        for name in ("mail.message", "bus.bus"):
            watch(name, "create")
        for name in ("zhaoshang.approval.task", "zhaoshang.approval.instance"):
            for method in ("modified", "_compute_field_value", "_check_access"):
                watch(name, method)
        record = self.submitted()
        self.approve(self.ann, self.ben, document=record)
        self.env.flush_all()
        self.assertGreater(len(seen), 20)
        self.assertEqual([entry for entry in seen if entry[2] is not None], [])

    def test_an_override_above_sees_a_permit_it_cannot_use_for_anything_else(self):
        """As an automation that reads ``env.context`` before the write."""
        document = self.submitted()
        model = self.env.registry["test.approval.document"]
        origin = model.write
        attempts = []

        def greedy(records, vals):
            permit = records.env.context.get(CONTEXT_KEY)
            if permit is not None and not attempts:
                attempts.append(permit)
                other = self.new_document()
                try:
                    other.sudo().with_context(**{CONTEXT_KEY: permit}).write(
                        {"zs_approval_state": "approved"}
                    )
                except AccessError:
                    attempts.append("refused")
            return origin(records, vals)

        self.patch(model, "write", greedy)
        with self.assertRaises(AccessError):
            self.approve(self.ann, self.ben, document=document)
        self.assertEqual(attempts[1:], ["refused"])

    def test_values_an_override_adds_are_checked_like_anybodys(self):
        document = self.submitted(amount=1)
        model = self.env.registry["test.approval.document"]
        origin = model.write
        extra = {}

        def adding(records, vals):
            return origin(records, vals | extra if "zs_approval_state" in vals else vals)

        self.patch(model, "write", adding)
        extra["note"] = "added"
        self.approve(self.ann, self.ben, document=document)
        self.assertEqual(document.sudo().note, "added")
        extra["amount"] = 9
        with self.assertRaisesRegex(Exception, "cannot be changed"):
            self.new_document(amount=1).action_zs_submit()
        del extra["amount"]
        self.approve(self.ann, document=(other := self.submitted(amount=1)))
        extra["amount"] = 9
        with self.assertRaisesRegex(Exception, "cannot be changed"):
            self.approve(self.ben, document=other)

    def test_entering_without_a_permit_changes_nothing(self):
        document = self.new_document()
        self.assertEqual(enter(document, "write", {}), (document, None))
        permitted_write(document.browse(), {"zs_approval_state": "approved"})
