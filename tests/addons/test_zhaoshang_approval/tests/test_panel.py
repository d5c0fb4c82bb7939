from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ApprovalCase


@tagged("post_install", "-at_install")
class TestPanel(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.whole_flow()

    def panel(self, document, user):
        self.env.invalidate_all()
        return document.with_user(user).zs_approval_panel()

    def statuses(self, document, user):
        return [step["status"] for step in self.panel(document, user)["steps"]]

    def test_a_draft_shows_whom_it_would_ask(self):
        panel = self.panel(self.new_document(), self.requester)
        self.assertEqual(panel["state"], "draft")
        self.assertEqual([name for name, can in panel["can"].items() if can], ["submit"])
        self.assertEqual([step["status"] for step in panel["steps"]], ["coming"] * 4)
        people = [person["name"] for person in panel["steps"][0]["parties"][0]["people"]]
        self.assertEqual(people, ["Ann", "Abe"])
        self.assertIsNone(panel["my_task"])
        self.assertEqual(panel["trail"], [])

    def test_each_sees_his_own_task_and_where_it_stands(self):
        document = self.submitted()
        self.decide(self.ann, document, "approve", "Fine.")
        panel = self.panel(document, self.ben)
        self.assertEqual(panel["my_task"]["step_name"], "Both")
        self.assertEqual(panel["round"], 1)
        self.assertTrue(panel["digest"])
        self.assertEqual(
            [party["status"] for party in panel["steps"][0]["parties"]], ["approved", "open"]
        )
        self.assertEqual([line["action"] for line in panel["trail"]], ["submit", "approve"])
        self.assertEqual(panel["trail"][1]["comment"], "Fine.")
        can = self.panel(document, self.requester)["can"]
        self.assertEqual([name for name, may in can.items() if may], ["withdraw", "urge"])
        self.approve(self.ben, document=document)
        self.assertEqual(
            self.panel(document, self.bea)["return_steps"], [{"key": "both", "name": "Both"}]
        )
        self.assertEqual(
            self.statuses(document, self.requester), ["done", "current", "current", "coming"]
        )

    def test_what_came_back_is_shown_so_and_can_be_sent_again(self):
        document = self.submitted()
        self.task(self.ann, document).action_return(comment="Why?")
        panel = self.panel(document, self.requester)
        self.assertEqual(panel["steps"][0]["status"], "returned")
        self.assertTrue(panel["can"]["resubmit"])
        document.action_zs_resubmit()
        self.assertEqual(self.statuses(document, self.requester)[0], "current")

    def test_the_end_shows_the_filing(self):
        document = self.submitted()
        self.approve(self.ann, self.ben, self.bea, document=document)
        self.assertEqual(self.panel(document, self.requester)["filing"]["state"], "pending")
        self.decide(self.clerk, document, "file")
        panel = self.panel(document, self.requester)
        self.assertEqual(panel["filing"]["state"], "filed")
        self.assertTrue(panel["filing"]["number"])

    def test_a_stranger_gets_no_panel(self):
        with self.assertRaises(AccessError):
            self.panel(self.submitted(), self.other)

    def test_the_files_of_the_document_are_named_to_its_readers(self):
        document, other = self.submitted(count=2)
        files = self.env["ir.attachment"].create(
            [
                {"name": name, "raw": b"%PDF-1.4", "mimetype": "application/pdf",
                 "res_model": document._name, "res_id": record.id}
                for name, record in (("Plan.pdf", document), ("Other.pdf", other))
            ]
        )  # fmt: skip
        papers = document.with_user(self.ann).zs_approval_panel()["papers"]
        self.assertEqual([paper["name"] for paper in papers], ["Plan.pdf"])
        self.assertEqual(set(papers[0]), {"id", "name", "mimetype", "checksum"})
        self.assertEqual(papers[0]["id"], files[0].id)
