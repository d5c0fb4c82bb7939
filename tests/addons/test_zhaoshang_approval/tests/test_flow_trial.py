from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import ApprovalCase

TABLES = (
    "zhaoshang_approval_instance", "zhaoshang_approval_task", "zhaoshang_approval_event",
    "zhaoshang_approval_proposal", "mail_message", "mail_mail", "mail_notification", "bus_bus",
    "mail_activity", "test_approval_document",
)  # fmt: skip


@tagged("post_install", "-at_install")
class TestFlowTrial(ApprovalCase):
    """A version is tried on a past document without effect."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.new_user("zs_manager", "zhaoshang_approval.group_flow_manager")
        cls.running = cls.both_flow()
        cls.past = cls.submitted(user=cls.requester, amount=50)

    def draft(self, *steps, **values):
        flow = self.new_flow(*steps, publish=False, code="zs_draft", sequence=20, **values)
        return flow.version_ids.with_user(self.manager)

    def readable(self):
        """The keeper of flows may read the document by his own part in it."""
        self.past.sudo().user_id = self.manager
        self.env.flush_all()
        self.env.invalidate_all()

    def tried(self, version):
        self.readable()
        return version.zs_try(self.past.id)

    def people(self, trial):
        return [
            [[person["name"] for person in party["people"]] for party in step["parties"]]
            for step in trial["steps"]
        ]

    def test_who_would_be_asked_in_which_order(self):
        version = self.draft(
            self.step("one", self.role_a, self.requester),
            self.step("two", "user_id"),
            self.step("three", self.role_b, condition_domain="[('amount', '>', 100)]"),
            self.step("four", self.role_c, kind="file", condition_domain="[('amount', '<', 100)]"),
        )
        trial = self.tried(version)
        self.assertEqual(
            self.people(trial), [[["Ann", "Abe"], []], [["Manager"]], [[]], [["Clerk"]]]
        )
        self.assertEqual(
            [step["status"] for step in trial["steps"]],
            ["coming", "coming", "skipped", "coming"],
        )
        self.assertEqual(trial["requester"], "Requester", "not who tries it")
        note = trial["steps"][0]["parties"][1]["note"]
        self.assertRegex(note, "would not be accepted", "the requester never decides")

    def test_a_step_with_nobody_says_who_is_asked_instead(self):
        empty = self.new_role("zs_empty")
        version = self.draft(
            self.step("one", empty),
            self.step("copy", empty, kind="cc"),
        )
        version.sudo().fallback_role_id = self.role_d
        one, copy = self.tried(version)["steps"]
        self.assertRegex(one["parties"][0]["note"], "Reader is asked to say who shall")
        self.assertEqual(copy["parties"][0]["note"], "Nobody gets the copy.")

    def test_who_is_chosen_from_is_shown(self):
        step = self.step("one", self.role_a)
        step["party_ids"][0][2]["source"] = "requester_choice"
        trial = self.tried(self.draft(step))
        self.assertEqual(self.people(trial), [[["Ann", "Abe"]]])
        self.assertRegex(trial["steps"][0]["parties"][0]["note"], "requester chooses")

    def test_it_says_which_flow_the_document_takes_really(self):
        notes = self.tried(self.draft(self.step("one", self.role_a)))["notes"]
        self.assertRegex(notes[0], "“zs_test” stands above it")
        version = self.running.published_version_id
        self.assertEqual(version.with_user(self.manager).zs_try(self.past.id)["notes"], [])
        other = version.sudo().copy({"condition_domain": "[('amount', '>', 99)]"})
        notes = other.with_user(self.manager).zs_try(self.past.id)["notes"]
        self.assertRegex(notes[0], "does not meet .* today it takes “zs_test”")

    def test_a_flow_without_a_step_for_it_would_not_accept_it(self):
        version = self.draft(
            self.step("one", self.role_a, condition_domain="[('amount', '>', 99)]")
        )
        self.assertRegex(self.tried(version)["notes"][-1], "would not be accepted")

    def test_nothing_is_written_and_nobody_is_told(self):
        empty = self.new_role("zs_empty")
        version = self.draft(self.step("one", self.role_a, self.role_b), self.step("two", empty))
        self.readable()
        before = self.everything()
        self.env.cr.precommit.clear()
        version.zs_try(self.past.id)
        self.env.flush_all()
        self.assertFalse(self.env.cr.precommit._funcs)
        self.assertEqual(self.everything(), before)

    def everything(self):
        """Every row of what a submit writes, as it stands."""
        found = {}
        for table in TABLES:
            rows = SQL(
                "SELECT md5(string_agg(t::text, '' ORDER BY t.id)) FROM %s t", SQL.identifier(table)
            )
            found[table] = self.env.execute_query(rows)
        return found

    def test_only_on_a_document_that_one_may_read(self):
        version = self.draft(self.step("one", self.role_a))
        self.assertTrue(version.can_try)
        with self.assertRaises(AccessError):
            version.zs_try(self.past.id)
        self.readable()
        self.assertTrue(version.zs_try(self.past.id))
        for user in (self.requester, self.ann):
            with self.assertRaises(AccessError):
                version.with_user(user).zs_try(self.past.id)

    def test_a_condition_tells_its_author_nothing_that_he_may_not_read(self):
        """Else a draft and any document of one's own would answer questions about everything."""
        self.requester.sudo().zs_digest_on = "2026-11-23"
        self.env["discuss.channel"].with_user(self.other)._create_group(
            partners_to=self.other.partner_id.ids, name="Secret plan"
        )
        people = "company_id.user_ids"
        closed_field = f"[('{people}.zs_digest_on', '=', '2026-11-23')]"
        talk = f"[('{people}.partner_id.channel_ids.name', '=', '%s')]"
        version = self.draft(self.step("one", self.role_a), self.step("two", self.role_b))
        self.readable()
        for asker in (version, version.step_ids[0]):
            asker.condition_domain = closed_field
            with self.assertRaisesRegex(AccessError, "may not read"):
                version.zs_try(self.past.id)
            answers = []
            for guess in ("Secret plan", "Open plan"):
                asker.condition_domain = talk % guess
                trial = version.zs_try(self.past.id)
                answers.append((trial["notes"], [step["status"] for step in trial["steps"]]))
            self.assertEqual(answers[0], answers[1])
            asker.condition_domain = "[]"

    def test_a_document_that_is_gone_is_refused(self):
        version = self.draft(self.step("one", self.role_a))
        gone = self.new_document(user=self.manager)
        number = gone.id
        gone.unlink()
        for document in (number, 0, None):
            with self.assertRaisesRegex(UserError, "not there any more"):
                version.zs_try(document)
        for document in ("x", [1], True):
            with self.assertRaisesRegex(UserError, "is no number of a record"):
                version.zs_try(document)
