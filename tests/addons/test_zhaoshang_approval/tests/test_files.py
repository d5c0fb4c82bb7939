import resource
from base64 import b64encode
from hashlib import sha1
from pathlib import Path

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import config

from .common import ApprovalCase

DOCUMENT, LINE = "test.approval.document", "test.approval.line"
MEGABYTE = 1024**2
SLIP, OTHER = b"%PDF-1.4 slip", b"%PDF-1.4 another"


@tagged("post_install", "-at_install")
class TestFiles(ApprovalCase):
    """The files of a document are part of what is submitted, shown and signed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.flow = cls.both_flow()

    def attach(self, user, document, name="Slip.pdf", raw=SLIP, **values):
        """A file, by the call that a client makes."""
        values = {"res_model": document._name, "res_id": document.id, **values}
        files = self.env["ir.attachment"].with_user(user)
        return files.create({"name": name, "raw": raw, **values})

    def with_files(self):
        """A draft with a file beside it, one in a field and one of its line."""
        draft = self.new_document(
            paper=b64encode(SLIP), paper_name="Bank.pdf", picture=b64encode(b"any"),
            line_ids=[Command.create({"amount": 1, "invoice": b64encode(OTHER)})],
        )  # fmt: skip
        return draft, self.attach(self.requester, draft)

    def run_of(self, document):
        document.invalidate_recordset()
        return document.sudo().zs_approval_instance_id

    def files_in(self, document):
        run = self.run_of(document)
        return (run._zs_snapshots()[run.id] or {}).get("zs_files", [])

    def test_all_its_files_are_part_of_what_is_submitted(self):
        document, _slip = self.with_files()
        document.action_zs_submit()
        self.assertEqual(
            sorted((f.get("name", ""), f.get("field"), f.get("model"), f["sha1"])
                   for f in self.files_in(document)),
            sorted([("Slip.pdf", None, None, sha1(SLIP).hexdigest()),
                    ("Bank.pdf", "paper", None, sha1(SLIP).hexdigest()),
                    ("", "invoice", LINE, sha1(OTHER).hexdigest())]),
        )  # fmt: skip
        self.assertEqual(self.run_of(document)._zs_findings(), [])

    def test_without_files_nothing_is_said_of_any(self):
        run = self.run_of(self.submitted())
        self.assertNotIn("zs_files", run._zs_snapshots()[run.id])

    def test_who_has_not_seen_an_added_file_does_not_decide_on_it(self):
        document, _slip = self.with_files()
        document.action_zs_submit()
        seen = document.with_user(self.ann).zs_approval_panel()
        self.attach(self.requester, document, "More.pdf", OTHER)
        with self.assertRaisesRegex(UserError, r"(?s)moved on.*Requester Added Files More\.pdf"):
            self.decide(self.ann, document, expected_digest=seen["digest"], expected_round=1)
        now = document.with_user(self.ann).zs_approval_panel()
        self.assertEqual(len(now["papers"]), len(seen["papers"]) + 1)
        self.assertEqual(now["trail"][-1]["to"], "More.pdf")
        self.decide(self.ann, document, expected_digest=now["digest"], expected_round=1)
        self.decide(self.ben, document, expected_digest=now["digest"])
        self.assertEqual(self.state(document), ["approved"])
        run = self.run_of(document)
        self.assertEqual(run._zs_findings(), [])
        self.assertEqual(
            run.event_ids.sorted("seq").mapped("action"),
            ["submit", "add_file", "approve", "approve"],
        )

    def test_a_file_said_in_the_talk_is_an_added_file(self):
        document = self.submitted()
        before = self.run_of(document).digest
        pending = self.attach(self.requester, document, res_model="mail.compose.message", res_id=0)
        self.assertEqual(self.run_of(document).digest, before)
        document.message_post(body="See there.", attachment_ids=pending.ids)
        self.assertNotEqual(self.run_of(document).digest, before)
        self.assertEqual([f["name"] for f in self.files_in(document)], ["Slip.pdf"])
        document.message_post(body="And there.", attachments=[("Two.pdf", OTHER)])
        self.assertEqual([f["name"] for f in self.files_in(document)], ["Slip.pdf", "Two.pdf"])

    def test_no_file_takes_the_place_of_another_while_it_stands(self):
        document, slip = self.with_files()
        document.action_zs_submit()
        digest = self.run_of(document).digest
        line = document.line_ids
        files = self.env["ir.attachment"].with_user(self.requester)
        held = files.sudo().search([("res_model", "=", DOCUMENT), ("res_field", "=", "paper")])
        draft = self.new_document()
        own = self.attach(self.requester, draft)
        place = {"res_model": DOCUMENT, "res_id": document.id, "res_field": "paper"}
        attempts = {
            "replaced": lambda: slip.write({"raw": OTHER}),
            "renamed": lambda: slip.write({"name": "Other.pdf"}),
            "moved away": lambda: slip.write({"res_id": draft.id}),
            "removed": lambda: slip.unlink(),
            "field replaced": lambda: held.sudo(False).write({"raw": OTHER}),
            "field removed": lambda: held.sudo(False).unlink(),
            "field written": lambda: document.write({"paper": b64encode(OTHER)}),
            "field filled": lambda: files.create({"name": "x", "raw": OTHER, **place}),
            "field filled by default": lambda: files.with_context(
                **{f"default_{name}": value for name, value in place.items()}
            ).create({"name": "x", "raw": OTHER}),
            "moved into a field": lambda: own.write(place),
            "field of a line": lambda: files.create(
                {"name": "x", "raw": OTHER, "res_model": LINE, "res_id": line.id,
                 "res_field": "invoice"}
            ),
        }  # fmt: skip
        for name, attempt in attempts.items():
            with self.subTest(name), self.assertRaises(UserError), self.cr.savepoint():
                attempt()
        self.env.invalidate_all()
        self.assertEqual(document.paper, b64encode(SLIP))
        self.assertEqual(self.run_of(document).digest, digest)
        self.assertEqual(self.run_of(document)._zs_findings(), [])

    def test_of_a_draft_and_of_what_came_back_files_are_exchanged(self):
        document, slip = self.with_files()
        slip.write({"raw": OTHER})
        document.action_zs_submit()
        document.action_zs_withdraw()
        slip.unlink()
        document.write({"paper": b64encode(OTHER)})
        self.attach(self.requester, document, "New.pdf")
        document.action_zs_resubmit()
        self.assertEqual(
            sorted(f["name"] for f in self.files_in(document) if "model" not in f),
            ["Bank.pdf", "New.pdf"],
        )
        self.assertEqual(self.run_of(document)._zs_findings(), [])

    def test_a_file_that_comes_after_the_end_is_not_among_what_was_decided_on(self):
        document = self.submitted()
        self.approve(self.ann, self.ben, document=document)
        digest = self.run_of(document).digest
        self.attach(self.requester, document)
        self.assertEqual((self.run_of(document).digest, self.files_in(document)), (digest, []))

    def test_a_file_that_comes_while_it_is_revoked_is_decided_on_there(self):
        document = self.submitted()
        self.approve(self.ann, self.ben, document=document)
        document.action_zs_revoke("Not needed.")
        self.attach(self.requester, document)
        run = document.sudo()._zs_current_runs()
        self.assertEqual(run.purpose, "revoke")
        self.assertEqual(run.event_ids.sorted("seq")[-1].action, "add_file")
        self.assertEqual(self.run_of(document)._zs_findings(), [])

    def test_the_form_lists_them_with_their_checksums(self):
        document, _slip = self.with_files()
        document.action_zs_submit()
        self.assertEqual(
            self.run_of(document).with_user(self.ann)._zs_paper()["files"],
            [(1, "Invoice", sha1(OTHER).hexdigest()),
             (2, "Paper: Bank.pdf", sha1(SLIP).hexdigest()),
             (3, "Slip.pdf", sha1(SLIP).hexdigest())],
        )  # fmt: skip
        papers = document.with_user(self.ann).zs_approval_panel()["papers"]
        self.assertEqual(
            [paper["name"] for paper in papers],
            ["Invoice", "Paper: Bank.pdf", "Slip.pdf"],
        )

    def test_a_line_that_one_does_not_read_keeps_its_file_to_itself(self):
        """Its name may tell what it is about."""
        document, _slip = self.with_files()
        document.action_zs_submit()
        self.env["ir.rule"].create(
            {"name": "lines of one", "model_id": self.env["ir.model"]._get_id(LINE),
             "domain_force": f"[('id', '!=' if user.id != {self.ann.id} else '=', 0)]"}
        )  # fmt: skip
        for user, files in ((self.ann, ["Paper: Bank.pdf", "Slip.pdf"]), (self.ben, 3)):
            with self.subTest(user.login):
                self.env.invalidate_all()
                papers = document.with_user(user).zs_approval_panel()["papers"]
                listed = self.run_of(document).with_user(user)._zs_paper()["files"]
                shown = [paper["name"] for paper in papers]
                self.assertEqual([name for _number, name, _digest in listed], shown)
                self.assertIn(files, (shown, len(shown)))

    def test_a_file_lost_past_the_approval_is_found(self):
        document, slip = self.with_files()
        document.action_zs_submit()
        run = self.run_of(document)
        for statement in (
            "UPDATE ir_attachment SET checksum = 'x' WHERE id = %s",
            "DELETE FROM ir_attachment WHERE id = %s",
        ):
            self.cr.execute(statement, [slip.id])
            self.env.invalidate_all()
            self.assertEqual([kind for kind, _place in run._zs_findings()], ["file"])

    def test_files_cost_no_statement_each(self):
        """The submit reads them all at once."""

        def cost(files):
            document = self.new_document()
            for number in range(files):
                self.attach(self.requester, document, f"{number}.pdf")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            document.action_zs_submit()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        cost(1)
        self.assertEqual(cost(1), cost(20))

    def test_no_other_process_of_the_run_removes_files_of_this_one(self):
        """Each has a filestore of its own, as it has a database."""
        self.assertEqual(Path(config.filestore(self.env.cr.dbname)).name, self.env.cr.dbname)

    def test_what_a_full_disk_cut_off_is_taken_the_next_time(self):
        """R126: Odoo would leave half of the file, and refuse the whole one for good as another."""
        raw = b"%PDF-1.4" + b"x" * 32 * MEGABYTE
        document = self.new_document()
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(raw) // 2, limits[1]))
        try:
            with self.assertRaises(OSError):
                self.attach(self.requester, document, raw=raw)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        self.env.invalidate_all()
        slip = self.attach(self.requester, document, raw=raw)
        self.assertEqual(slip.raw, raw)
        stored = Path(slip._full_path(slip.store_fname))
        self.assertEqual(list(stored.parent.glob(stored.name + "*")), [stored])
