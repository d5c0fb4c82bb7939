from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ApprovalCase

CONFIGURATION = ("flow", "version", "step", "party", "role", "role.member")
RECORDS = ("instance", "task", "event")
OPERATIONS = ("read", "write", "create", "unlink")
OFFICERS = ("flow manager", "confirmer")
STAFF = (*OFFICERS, "plain", "technician")
READERS = (
    dict.fromkeys(CONFIGURATION, OFFICERS)
    | {"proposal": OFFICERS, "flow": STAFF}
    | dict.fromkeys(RECORDS, STAFF)
)


@tagged("post_install", "-at_install")
class TestRights(ApprovalCase):
    def test_the_table_of_rights(self):
        """Group × model × operation, every cell."""
        users = {
            "plain": self.other,
            "flow manager": self.new_user("zs_manager", "zhaoshang_approval.group_flow_manager"),
            "confirmer": self.new_user("zs_confirmer", "zhaoshang_approval.group_flow_confirmer"),
            "technician": self.new_user("zs_technician", "base.group_system"),
            "portal": self.env["res.users"].create(
                {"name": "P", "login": "zs_p",
                 "group_ids": [(6, 0, [self.env.ref("base.group_portal").id])]}
            ),
        }  # fmt: skip
        for who, user in users.items():
            for name in (*CONFIGURATION, *RECORDS, "register", "proposal", "delegation"):
                model = self.env[f"zhaoshang.approval.{name}"].with_user(user)
                found = {op for op in OPERATIONS if model.has_access(op)}
                expected = set()
                if (name in CONFIGURATION and who == "flow manager") or (
                    name == "delegation" and who in STAFF
                ):
                    expected = set(OPERATIONS)
                elif name in READERS and who in READERS[name]:
                    expected = {"read"}
                self.assertEqual(found, expected, f"{who} on {name}")

    def test_the_flow_manager_is_no_technician(self):
        group = self.env.ref("zhaoshang_approval.group_flow_manager")
        forbidden = self.env.ref("base.group_system") | self.env.ref("base.group_erp_manager")
        self.assertFalse(group.all_implied_ids & forbidden)

    def test_neither_who_proposes_nor_who_confirms_holds_the_others_right(self):
        manager = self.env.ref("zhaoshang_approval.group_flow_manager")
        confirmer = self.env.ref("zhaoshang_approval.group_flow_confirmer")
        self.assertNotIn(confirmer, manager.all_implied_ids)
        self.assertNotIn(manager, confirmer.all_implied_ids)

    def test_phrases_are_put_before_others_by_who_keeps_the_flows(self):
        values = {"substitution": "Agreed.", "zs_opinion": True}
        shared = {"group_ids": [Command.set(self.env.ref("base.group_user").ids)]}
        phrases = self.env["mail.canned.response"].with_user(self.ann)
        own = phrases.create(values)
        for attempt in (
            lambda: phrases.create(values | shared),
            lambda: own.write(shared),
            lambda: phrases.create(values | shared | {"zs_opinion": False, "source": "x"}).write(
                {"zs_opinion": True}
            ),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                attempt()
        manager = self.new_user("zs_keeper", "zhaoshang_approval.group_flow_manager")
        phrases.with_user(manager).create(values | shared)
        self.assertEqual(len(phrases.search([("substitution", "=", "Agreed.")])), 2)

    def test_what_rpc_may_call_is_known(self):
        """A new public method is a new door: it has to be named here."""
        base = {name for name in dir(self.env["base"]) if not name.startswith("_")}
        doors = {
            "instance": {"action_print", "action_print_documents"},
            "anchor": set(),
            "anchor.head": set(),
            "check": {"action_check_now", "zs_step"},
            "check.finding": set(),
            "event": set(),
            "register": set(),
            "role": set(),
            "role.member": set(),
            "step": set(),
            "party": set(),
            "flow": {"action_new_version", "action_compare"},
            "version": {"action_publish", "action_take_back", "action_compare", "zs_compare",
                        "zs_try"},
            "proposal": {"action_confirm", "action_refuse", "action_take_back", "action_open"},
            "delegation": {"action_end"},
            "proposal.refuse": {"action_refuse"},
            "task": {"action_decide", "action_return", "action_acknowledge",
                     "action_transfer", "action_add_sign", "action_remove_sign", "action_object",
                     "action_undo", "action_urge", "action_later", "action_open_document",
                     "zs_inbox_badge", "zs_people"},
            "mixin": {"action_zs_submit", "action_zs_withdraw", "action_zs_resubmit",
                      "action_zs_revoke", "action_zs_urge", "zs_approval_panel"},
        }  # fmt: skip
        for name, expected in doors.items():
            model = self.env[f"zhaoshang.approval.{name}"]
            cls = self.env.registry[model._name]
            found = {
                attribute
                for attribute in dir(cls)
                if not attribute.startswith("_")
                and attribute not in base
                and attribute not in model._fields
                and callable(getattr(cls, attribute, None))
                and not getattr(getattr(cls, attribute), "_api_private", False)
            }
            self.assertEqual(found, expected, name)
