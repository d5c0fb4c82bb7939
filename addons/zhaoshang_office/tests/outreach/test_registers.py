import base64

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import OutreachCase

FILE = base64.b64encode(b"%PDF-1.4")


@tagged("post_install", "-at_install")
class TestRegisters(OutreachCase):
    def make(self, model, login="deputy1.a", **values):
        return self.env[model].with_user(self.users[login]).create(values)

    def research(self, login="deputy1.a", **values):
        values = {"title": "调研", "file": FILE, "file_name": "a.pdf", **values}
        return self.make("zhaoshang.research", login, **values)

    def half(self, day):
        self.env.flush_all()
        halves = self.env["zhaoshang.research.half"]
        halves.invalidate_model()
        return halves.search([("bureau_id", "=", self.bureau_a.id), ("date_from", "=", day)])

    def test_a_client_visit_is_confirmed_only_with_project_or_organisation(self):
        """R033: by the head; also where somebody takes the basis away afterwards."""
        visit = self.make("zhaoshang.client.visit", guests="单总一行", guest_count=3)
        head = visit.with_user(self.users["head.a"])
        with self.refused(UserError, "R033"):
            head.action_confirm()
        visit.organisation_id = self.firm
        with self.refused(AccessError, "R015"):
            visit.action_confirm()
        head.action_confirm()
        with self.refused(ValidationError, "R033"):
            visit.organisation_id = False
        with self.refused(UserError, "R033"):
            visit.action_done()
        visit.result = "满意"
        visit.action_done()
        self.assertEqual(visit.state, "done")
        with self.refused(UserError, "R033"):
            visit.date_to = "2026-12-01"
        with self.refused(AccessError, "worked out"):
            visit.state = "planned"

    def test_a_client_visit_stays_within_its_bureau(self):
        """R012, R033: organisation and escort are the bureau's own; days are in order."""
        other = self.organisation("邻局演示公司", "deputy1.b").sudo()
        for values in (
            {"organisation_id": other.id},
            {"escort_ids": [(6, 0, self.posts["deputy1.b"].ids)]},
        ):
            with self.subTest(values), self.refused(Exception, "R012|access"):
                self.make("zhaoshang.client.visit", guests="x", **values)

    def test_a_research_report_is_accepted_by_the_investment_bureau(self):
        """R034, R035: handed in as a file, accepted or returned with a reason."""
        report = self.research(half_from="2026-02-11")
        self.assertEqual(str(report.half_from), "2026-01-01")
        with self.refused(AccessError, "R035"):
            report.action_submit()
            report.action_accept()
        report.action_submit()
        with self.refused(UserError, "R035"):
            report.title = "另一个"
        authority = report.with_user(self.users["zhaoshangju"])
        with self.refused(UserError, "mended"):
            authority.action_return("")
        authority.action_return("补充数据")
        report.title = "调研（修改）"
        report.action_submit()
        authority.action_accept()
        self.assertEqual(report.state, "accepted")
        with self.refused(UserError, "R034"):
            self.research(file=False).action_submit()

    def test_two_reports_of_one_half_do_not_serve_for_the_next(self):
        """R034, R035: the second half stays open; what is shown says why."""
        self.registered("2026-02-10")
        for _turn in range(2):
            report = self.research(half_from="2026-01-01")
            report.action_submit()
            report.with_user(self.users["zhaoshangju"]).action_accept()
        first, second = self.half("2026-01-01"), self.half("2026-07-01")
        self.assertEqual((first.state, first.accepted_count), ("met", 2))
        self.assertIn(second.state, ("due", "missing"))
        self.assertEqual(str(second.due_on), "2026-12-31")
        self.assertIn("R034", second.explanation)

    def test_a_bureau_opened_in_may_owes_no_report_of_the_first_half(self):
        """R035: less than three months."""
        self.bureau_b.write({"opened_on": "2026-05-01", "compliance_start": "2026-05-01"})
        self.env.flush_all()
        halves = self.env["zhaoshang.research.half"].search(
            [("bureau_id", "=", self.bureau_b.id)], order="date_from"
        )
        self.assertEqual(halves.mapped("required"), [0, 1])
        self.assertEqual(halves[0].state, "waived")

    def test_help_with_party_members_is_counted_and_names_nobody(self):
        """R037: no number of an identity card, however it is written."""
        model = "zhaoshang.party.help"
        for text in (
            "王某340826198001010012",
            "340826 19800101 001x",
            "３４０８２６８００１０１００１",
        ):
            for field in ("activity", "note"):
                with self.subTest(text, field=field), self.refused(ValidationError, "R037"):
                    self.make(model, **{"activity": "学习", "people_count": 3, field: text})
        with self.refused(ValidationError, "R037"):
            self.make(model, activity="学习", people_count=3, date="2026-11-24")
        record = self.make(model, activity="学习党章，电话0571-88889999", people_count=3)
        self.assertEqual(record.people_count, 3)

    def test_leads_of_an_event_link_to_projects(self):
        """R038: of the own bureau."""
        event = self.make("zhaoshang.event", name="推介会")
        lead = self.make("zhaoshang.event.lead", event_id=event.id, organisation_id=self.firm.id)
        project = self.make("zhaoshang.project", codename="云梯")
        lead.project_id = project
        self.assertEqual((event.lead_count, event.project_count), (1, 1))
        foreign = self.make("zhaoshang.project", "deputy1.b", codename="邻").sudo()
        with self.refused(ValidationError, "R038"):
            lead.sudo().project_id = foreign

    def test_an_association_is_in_preparation_until_it_is_founded(self):
        """R036: a register for each city."""
        association = self.make("zhaoshang.association", name="宿松同乡会")
        self.assertEqual(association.stage, "preparing")
        association.founded_on = "2026-11-01"
        self.assertEqual(association.stage, "founded")
