from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import INVESTOR, ProjectCase

TO_NEGOTIATION = ("accepted", "inspection", "screened", "negotiation")


@tagged("post_install", "-at_install")
class TestProjectMove(ProjectCase):
    def project_of(self, login):
        return self.project.with_user(self.users[login])

    def move(self, *stages, project=None):
        moved = (project or self.project).with_user(self.users["zhaoshangju"])
        for stage in stages:
            moved.action_move(stage)
        return moved

    def reported(self):
        self.project_of("deputy1.a").action_report()
        return self.project

    def test_a_report_enters_the_queue_with_number_and_day(self):
        """R106, R107: intention on Thursday, reported on Monday: in time."""
        self.reported()
        self.assertEqual(self.project.stage, "reported")
        self.assertRegex(self.project.number, r"^XM-2026-\d{4}$")
        self.assertEqual(str(self.project.report_due_on), "2026-11-24")
        self.assertFalse(self.project.reported_late)
        event = self.project.stage_event_ids
        self.assertEqual((event.from_stage, event.to_stage, event.user_name),
                         ("draft", "reported", "deputy1.a"))  # fmt: skip

    def test_late_after_three_working_days(self):
        """R107: clear on Monday, reported on Friday: late."""
        project = self.draft_project("deputy1.a", intention_clear_on="2026-11-16")
        project.action_report()
        self.assertTrue(project.reported_late)

    def test_late_stays_late_when_it_is_reported_again(self):
        """R107: a returned project is corrected, its clock is not; the investment bureau may."""
        project = self.draft_project("deputy1.a", intention_clear_on="2026-11-16")
        project.action_report()
        self.as_user("zhaoshangju", project._name).browse(project.id).action_move("returned", "x")
        with self.refused(UserError, "R107"):
            project.write({"intention_clear_on": "2026-11-23"})
        project.write({"intention_clear_on": "2026-11-16", "content": "年产四万吨"})
        project.action_report()
        self.assertTrue(project.reported_late)
        office = self.as_user("zhaoshangju", project._name).browse(project.id)
        office.write({"intention_clear_on": "2026-11-19"})
        self.assertFalse(project.reported_late)

    def test_a_returned_project_stays_with_the_firm_that_was_reported(self):
        """R113: its first report is that firm's; another firm begins anew, as a project."""
        project = self.draft_project("deputy1.a")
        project.action_report()
        office = self.as_user("zhaoshangju", project._name).browse(project.id)
        office.action_move("returned", "请核对投资方名称")
        project.write({"investor_name": "苍南试金演示（温州）有限公司"})
        with self.refused(UserError, r"R113.*new project"):
            project.write({"investor_uscc": False})
        with self.refused(UserError, "R113"):
            project.write({"investor_name": "乐清别家演示有限公司", "investor_uscc": False})
        another = project.copy()
        self.assertFalse(another.reported_on or another.investor_name)
        office.write({"investor_name": "苍南试银演示有限公司", "investor_uscc": False})
        project.write({"investor_name": "苍南试银演示有限公司 "})
        project.action_report()

    def test_a_report_without_intention_or_investor_is_refused_by_name(self):
        """R106: the text names what lacks."""
        deputy = self.project_of("deputy1.a")
        deputy.write({"intention_clear_on": False})
        with self.refused(UserError, r"intention is clear .*R106"):
            deputy.action_report()
        deputy.write({"intention_clear_on": "2026-11-19", "investor_name": False})
        with self.refused(UserError, r"R106.*Still empty: Investor"):
            deputy.action_report()

    def test_only_the_investment_bureau_moves_it_on(self):
        """R108: a head who presses “passed screening” is refused."""
        self.reported()
        self.move("accepted", "inspection")
        for login in ("head.a", "deputy1.a", "bangongshi"):
            with self.refused(AccessError, "investment bureau alone .*R108"):
                self.project_of(login).action_move("screened")
        for login in ("head.b", "zuzhibu", "fenguan"):
            with self.refused(AccessError, ""):
                self.project_of(login).action_move("screened")
        self.move("screened")
        self.assertEqual(self.project.stage, "screened")

    def test_no_stage_is_skipped(self):
        """R108: the text says which one comes next."""
        self.reported()
        with self.refused(UserError, r"no stage is skipped .*The next one is “Accepted”"):
            self.move("screened")

    def test_the_leading_group_is_reached_by_a_list_of_issues_alone(self):
        """R109: neither a bureau nor a button."""
        self.reported()
        self.move(*TO_NEGOTIATION)
        with self.refused(AccessError, "R109"):
            self.project_of("head.a").action_move("leading_group")
        with self.refused(UserError, "list of issues"):
            self.move("leading_group")
        agendas = self.env["zhaoshang.project.agenda"]
        with self.refused(AccessError, ""):
            agendas.with_user(self.users["head.a"]).create({"project_ids": self.project.ids})
        agenda = agendas.with_user(self.users["zhaoshangju"]).create(
            {"project_ids": self.project.ids}
        )
        agenda.action_submit()
        self.assertEqual(self.project.stage, "leading_group")
        with self.refused(UserError, "stands as it is"):
            agenda.write({"note": "x"})

    def test_a_list_of_issues_takes_negotiated_projects_alone(self):
        """R109: after screening and negotiation."""
        self.reported()
        with self.refused(ValidationError, "R109"):
            self.env["zhaoshang.project.agenda"].with_user(self.users["zhaoshangju"]).create(
                {"project_ids": self.project.ids}
            )

    def test_mature_once_the_inspection_is_open_and_for_good(self):
        """R110, R111: in “accepted” the leader reads nothing but the brief."""
        self.reported()
        self.move("accepted")
        self.assertFalse(self.seen("lianxi"))
        self.assertTrue(self.seen("lianxi", model="zhaoshang.project.brief"))
        self.move("inspection")
        self.assertTrue(self.project.mature)
        self.assertTrue(self.seen("lianxi"))
        leader = self.project_of("lianxi")
        leader.invalidate_recordset()
        self.assertEqual(leader.investor_name, INVESTOR["investor_name"])
        self.project_of("zhaoshangju").action_move("returned", "补充材料")
        self.assertTrue(self.seen("lianxi"))

    def test_returned_paused_and_dropped_say_why(self):
        """R032, R108: and a paused project goes back where it was, nowhere else."""
        self.reported()
        authority = self.project_of("zhaoshangju")
        with self.refused(UserError, "reason"):
            authority.action_move("returned")
        authority.action_move("returned", "请补充设备清单")
        self.assertEqual(self.project.last_reason, "请补充设备清单")
        self.assertEqual(self.project.activity_ids.user_id, self.users["deputy1.a"])
        number, day = self.project.number, self.project.reported_on
        self.project_of("deputy1.a").action_report()
        self.assertEqual((self.project.number, self.project.reported_on), (number, day))
        self.assertFalse(self.project.activity_ids)
        self.move("accepted")
        authority.action_move("paused", "等待用地指标")
        with self.refused(UserError, "R108"):
            authority.action_move("screened")
        authority.action_advance()
        self.assertEqual(self.project.stage, "accepted")
        authority.action_move("dropped", "投资方放弃")
        with self.refused(UserError, "R108"):
            authority.action_move("accepted")

    def test_a_reported_project_is_corrected_by_the_investment_bureau_alone(self):
        """R108, R138."""
        self.reported()
        with self.refused(UserError, "R108"):
            self.project_of("deputy1.a").write({"fixed_investment": 99999})
        self.project_of("zhaoshangju").write({"fixed_investment": 13000})
        with self.refused(AccessError, ""):
            self.project_of("bangongshi").write({"fixed_investment": 1})

    def test_how_long_it_rests_follows_the_parameters(self):
        """R108, R139: a day too long and it is stuck."""
        self.reported()
        self.assertEqual(str(self.project.stage_due_on), "2026-11-26")
        stuck = [("stage_due_on", "<", "2026-11-27"), ("id", "=", self.project.id)]
        self.assertTrue(self.as_user("bangongshi", "zhaoshang.project").search(stuck))

    def test_the_history_is_never_changed(self):
        """R032, R138."""
        self.reported()
        event = self.project.stage_event_ids
        for change in (lambda: event.sudo().write({"reason": "x"}), event.sudo().unlink):
            with self.refused(UserError, "history"):
                change()
