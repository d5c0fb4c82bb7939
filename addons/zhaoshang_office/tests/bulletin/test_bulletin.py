from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import UniqueViolation

from .common import REQUIREMENTS, BulletinCase


@tagged("post_install", "-at_install")
class TestBulletin(BulletinCase):
    def test_a_bulletin_needs_a_closed_month(self):
        """R058: the office is told to close it first; nothing typed is lost."""
        bulletin = self.as_user("bangongshi", "zhaoshang.bulletin").create({"month": "2026-09-01"})
        with self.assertRaisesRegex(UserError, "not closed yet"):
            bulletin.action_draw()
        with self.assertRaisesRegex(UserError, "Draw the figures"):
            bulletin.action_zs_submit()

    def test_its_four_parts_tell_the_closed_month(self):
        """R058: attendance for each person, work for each bureau, problems, requirements."""
        bulletin = self.drafted()
        person = self.person(bulletin, "deputy1.a")
        row = self.row("deputy1.a", "2026-10")
        self.assertEqual(person["at_post"], row.at_post_days)
        self.assertEqual((person["absent"], person["result"]), (row.absent_days, row.result))
        text = self.text(bulletin)
        for part in ("一、出勤", "二、工作动态", "三、存在问题", "四、要求", REQUIREMENTS):
            self.assertIn(part, text)
        self.assertIn("关于2026年10月驻外招商工作情况的通报", text)

    def test_what_a_command_decides_is_nobodys_default(self):
        """R058, R059: neither number nor day of issue comes from the context of who begins it."""
        said = {"number": "松驻招〔2026〕9号", "issued_on": "2026-11-02", "drawn_at": "2026-11-01"}
        context = {f"default_{name}": value for name, value in said.items()}
        bulletins = self.as_user("bangongshi", "zhaoshang.bulletin").with_context(**context)
        bulletin = bulletins.create({"month": "2026-10-01", "requirements_text": REQUIREMENTS})
        for name in said:
            self.assertFalse(bulletin[name], name)

    def test_the_figures_are_the_same_later(self):
        """R058: a bulletin of a closed month reproduces its numbers."""
        bulletin = self.issued()
        before = (bulletin.figures, self.text(bulletin))
        self.away("deputy2.a", "2026-10-20", "2026-10-23")
        self.months._recompute(self.company)
        self.absent("head.b", "2026-10-26", "2026-10-27")
        self.env.invalidate_all()
        self.assertEqual((bulletin.figures, self.text(bulletin)), before)

    def test_what_changes_after_issue_is_shown_beside_it(self):
        """R059: a leave that came to light later: the bulletin stands, the difference is shown."""
        bulletin = self.issued()
        self.assertFalse(bulletin.differs)
        self.away("deputy2.a", "2026-10-20", "2026-10-23")
        self.months._recompute(self.company)
        self.env.invalidate_all()
        self.assertTrue(bulletin.differs)
        self.assertIn("deputy2.a", bulletin.difference_html)
        self.assertEqual(self.person(bulletin, "deputy2.a")["leave"], 0)

    def test_an_error_is_told_by_a_correction(self):
        """R059: it refers to the first, shows old and new, is checked and issued the same way."""
        bulletin = self.issued()
        with self.assertRaisesRegex(UserError, "Nothing differs"):
            empty = self.bulletins.browse(bulletin.action_correct()["res_id"])
            empty.with_user(self.users["bangongshi"]).action_zs_submit()
        self.away("deputy2.a", "2026-10-20", "2026-10-23")
        self.months._recompute(self.company)
        self.env.invalidate_all()
        correction = self.bulletins.browse(bulletin.action_correct()["res_id"])
        self.assertEqual(correction, empty)  # one at a time
        correction = correction.with_user(self.users["bangongshi"])
        correction.action_draw()
        with self.assertRaisesRegex(UserError, "not approved yet"):
            correction.action_issue()
        self.issued(correction)
        text = self.text(correction)
        self.assertIn(bulletin.number, text)
        self.assertIn("测试a局deputy2.a\t休假\t0\t4", text)
        self.assertNotEqual(correction.number, bulletin.number)
        self.assertEqual(bulletin.correction_ids, correction)
        self.assertFalse(bulletin.differs)  # told by now
        self.assertEqual(self.person(bulletin, "deputy2.a")["leave"], 0)

    def test_a_finding_is_told_once_it_is_confirmed_and_only_once(self):
        """R058, R063: an open one never appears, and comes in the next bulletin."""
        bulletin = self.issued()
        told = [line["name"] for line in bulletin.figures["findings"]]
        self.assertEqual(told, ["deputy1.a"])
        self.assertNotIn("deputy1.b", "".join(self.text(bulletin).split("三、")[1:]))
        self.open_finding.with_user(self.users["deputy1.b"]).action_answer("I was ill")
        self.open_finding.with_user(self.users["bangongshi"]).action_confirm("no leave")
        with self.at("2026-12-01 09:00"):
            self.close("2026-11")
            following = self.drafted(month="2026-11-01")
            told = [(line["name"], line["when"]) for line in following.figures["findings"]]
        self.assertEqual(told, [("deputy1.b", "10月12日")])

    def test_two_bulletins_never_tell_one_finding(self):
        """R058: whatever is written at the same moment, the database lets one through."""
        bulletin = self.drafted()
        with self.at("2026-12-01 09:00"):
            self.close("2026-11")
            following = self.drafted(month="2026-11-01")
        self.assertFalse(following.sudo().finding_ids)
        with mute_logger("odoo.sql_db"), self.assertRaises(UniqueViolation):
            self.env.cr.execute(
                "INSERT INTO zhaoshang_bulletin_finding_rel (bulletin_id, finding_id)"
                " VALUES (%s, %s)",
                [following.id, bulletin.sudo().finding_ids.id],
            )

    def test_a_missed_report_is_counted_once_confirmed(self):
        """R063: what is still open is in no column, not even as a number."""
        bulletin = self.drafted()
        self.assertFalse(any(line["missed"] for line in bulletin.figures["bureaus"]))

    def test_a_missing_research_report_is_told_of_its_bureau(self):
        """R034: of the half-year that ended in the month; what is waived is not."""
        duties = self.env["zhaoshang.duty"].sudo()
        (self.bureau_a | self.bureau_b).write({"compliance_start": "2026-01-01"})
        with self.at("2026-07-01 08:00"):
            duties._check_duties(self.company)
        research = duties.search(
            [("kind", "=", "research_report"), ("period_from", "=", "2026-01-01"),
             ("bureau_id", "in", (self.bureau_a | self.bureau_b).ids)]
        )  # fmt: skip
        self.assertEqual(set(research.mapped("state")), {"missed"})
        self.env.cr.execute(
            "UPDATE zhaoshang_duty SET due_on = '2026-10-30', state = CASE WHEN bureau_id = %s"
            " THEN 'missed' ELSE 'excused' END WHERE id IN %s",
            [self.bureau_a.id, research._ids],
        )
        self.env.invalidate_all()
        text = self.text(self.drafted())
        self.assertIn(f"{self.bureau_a.name}：2026年上半年产业调研报告未按期上交。", text)
        self.assertNotIn(f"{self.bureau_b.name}：2026年上半年", text)

    def test_what_fell_short_is_told_of_its_bureau_as_a_fact(self):
        """R027, R030, R107: with its rule, in the order of the bureaus, naming nobody (R137)."""
        self.bureau_b.compliance_start = "2026-11-02"
        self.env["zhaoshang.outreach.need"]._lay_out(self.company)
        late, waiting, before = (
            self.as_user(login, "zhaoshang.project").create({"codename": f"代号{number}"})
            for number, login in enumerate(("deputy1.a", "deputy1.a", "deputy1.b"))
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE zhaoshang_project SET number = 'XS-9', report_due_on = '2026-10-14',"
            " reported_on = '2026-10-19', reported_late = TRUE, stage = 'reported' WHERE id IN %s",
            [(late.id, before.id)],
        )
        self.env.cr.execute(
            "UPDATE zhaoshang_project SET report_due_on = '2026-10-20' WHERE id = %s", [waiting.id]
        )
        self.env.invalidate_all()
        text = self.text(self.drafted()).split("三、")[1].split("四、")[0]
        name = self.bureau_a.name
        self.assertIn(f"{name}：拜访企业少于规定家数：", text)
        self.assertIn("10月12日至10月18日0家（应2家）", text)
        self.assertIn(f"{name}：企业通信录本月未更新，也未说明“本月无变化”（第六条，R030）。", text)
        self.assertIn(f"{name}：项目XS-9应于10月14日前报送，10月19日报送（第十二条，R107）。", text)
        self.assertIn(f"{name}：有1条投资意向明确的项目信息逾期未报送（第十二条，R107）。", text)
        self.assertNotIn(f"{self.bureau_b.name}：", text)  # not watched yet
        self.assertNotIn("代号", text)

    def test_a_second_body_checks_it(self):
        """R059: 招商管理局, never 管理办公室 itself; what was checked stands."""
        bulletin = self.drafted()
        with self.assertRaisesRegex(UserError, "not approved yet"):
            bulletin.action_issue()
        bulletin.action_zs_submit()
        self.assertEqual(self.waiting_for(bulletin), ["zhaoshangju"])
        with self.assertRaises(UserError):
            bulletin.requirements_text = "something else"
        with self.assertRaises(UserError):
            bulletin.action_draw()
        self.decide(bulletin, "zhaoshangju")
        with self.assertRaises(UserError):
            bulletin.work_text = "something else"
        bulletin.action_issue()
        self.assertEqual(bulletin.stage, "issued")

    def test_only_its_prose_is_worded(self):
        """R059: parts two to four can be worded in a draft, figures by nobody."""
        bulletin = self.drafted()
        bulletin.work_text = "各局工作扎实。"
        self.assertIn("各局工作扎实。", self.text(bulletin))
        bulletin.action_draw()
        self.assertEqual(bulletin.work_text, "各局工作扎实。")
        for values in ({"figures": {}}, {"number": "x"}, {"issued_on": "2026-11-02"}):
            with self.assertRaises(AccessError):
                bulletin.write(values)
            with self.assertRaises(AccessError):
                bulletin.sudo().write(values)

    def test_what_is_issued_is_not_touched_any_more(self):
        """R059: neither worded, nor drawn, issued or deleted anew, nor revoked."""
        bulletin = self.issued()
        number = bulletin.number
        for attempt in (
            lambda: bulletin.write({"requirements_text": "x"}),
            bulletin.action_draw,
            bulletin.action_issue,
            bulletin.unlink,
            lambda: bulletin.action_zs_revoke("wrong"),
        ):
            with self.assertRaises(UserError):
                attempt()
        self.assertEqual(bulletin.number, number)
        self.assertFalse(bulletin.zs_approval_panel()["can"]["revoke"])  # nor is it offered

    def test_the_first_bulletin_tells_nothing_of_before_the_county_was_watched(self):
        """R058: the go-live floor; what was before has been told on paper."""
        self.assertTrue(self.drafted().figures["findings"])
        self.bulletins.search([("issued_on", "=", False)]).unlink()
        self.bureau_a.compliance_start = "2026-10-17"
        self.assertFalse(self.drafted().figures["findings"])

    def test_the_number_comes_at_issue(self):
        """DESIGN §10: a draft that is given up leaves no gap."""
        given_up = self.drafted()
        self.assertFalse(given_up.number)
        given_up.unlink()
        first = self.issued()
        with self.at("2026-12-01 09:00"):
            self.close("2026-11")
            second = self.issued(self.drafted(month="2026-11-01"))
        numbers = self.env["zhaoshang.document.number"]._of(first | second).sorted("number")
        self.assertEqual(numbers[1].number, numbers[0].number + 1)
        self.assertEqual(numbers.mapped("reference"), [first.number, second.number])

    def test_a_finding_that_fell_meanwhile_is_not_issued(self):
        """R063: drawn while it stood, withdrawn before the issue."""
        bulletin = self.checked(self.drafted())
        finding = bulletin.sudo().finding_ids
        self.env.cr.execute(
            "UPDATE zhaoshang_finding SET state = 'dropped' WHERE id = %s", [finding.id]
        )
        finding.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "does not stand any more"):
            bulletin.action_issue()

    def test_a_finding_that_is_taken_back_is_told_in_a_correction(self):
        """R059, R063: what was issued stays; days and finding are corrected, and only once."""
        bulletin = self.issued()
        finding = bulletin.sudo().finding_ids
        self.assertFalse(bulletin.differs)
        with self.at("2026-11-20 09:00"):
            finding.with_user(self.users["bangongshi"]).action_take_back("Wrong book", "error")
        self.env.invalidate_all()
        self.assertIn(bulletin.number, finding.with_user(self.users["bangongshi"]).next_step)
        changed = {(line["what"], line["new"]) for line in bulletin._difference()}
        self.assertLessEqual({("存在问题", "认定已撤销，不再计入"), ("未经请假", "0")}, changed)
        correction = self.bulletins.browse(bulletin.action_correct()["res_id"])
        self.issued(correction.with_user(self.users["bangongshi"]))
        self.assertFalse(bulletin.differs)
        self.assertEqual(len(bulletin.figures["findings"]), 1)

    def test_it_is_due_on_the_fifth_working_day(self):
        """R059: October's by 2026-11-06; overdue is shown, on the list too."""
        bulletin = self.drafted()
        self.assertEqual(str(bulletin.issue_by), "2026-11-06")
        self.assertTrue(bulletin.overdue)
        self.assertIn(bulletin, self.bulletins.search([("overdue", "=", True)]))
        with self.at("2026-11-06 20:00"):
            self.env.invalidate_all()
            self.assertFalse(bulletin.overdue)

    def test_it_is_begun_on_the_first_with_a_to_do(self):
        """R059: once, however often the job runs; the last requirements are offered."""
        first = self.issued()
        with self.at("2026-12-01 08:00"):
            for _turn in range(2):
                self.bulletins._begin_last_month(self.company)
            begun = self.bulletins.search([("month", "=", "2026-11-01")])
            self.assertEqual(len(begun), 1)
            self.assertIn(self.users["bangongshi"], begun.activity_ids.user_id)
            self.assertEqual(begun.requirements_text, first.requirements_text)

    def test_what_goes_wrong_with_one_county_stops_no_other(self):
        """R059: the bulletin of the second is begun though the first one's cannot be."""
        other = self.env["res.company"].create({"name": "邻县"})
        self.bureau_a.copy({"name": "邻县驻外局", "code": "lx", "company_id": other.id}).write(
            {"compliance_start": "2026-01-01"}
        )
        self.env.flush_all()
        self.env.cr.execute(
            "ALTER TABLE zhaoshang_bulletin ADD CONSTRAINT out_of_order"
            " CHECK (company_id <> %s) NOT VALID",
            [self.company.id],
        )
        with (
            self.at("2026-12-01 08:00"),
            mute_logger("odoo.addons.zhaoshang_office.models.organisation.job", "odoo.sql_db"),
        ):
            self.bulletins._cron_begin()
        november = [("month", "=", "2026-11-01")]
        self.assertEqual(self.bulletins.sudo().search(november).company_id, other)

    def test_everybody_it_goes_to_reads_and_acknowledges_it(self):
        """R058: bureaus, both departments, leaders and 效能办, once it is issued; others never."""
        bulletin = self.drafted()
        readers = ("head.a", "deputy1.b", "zhaoshangju", "zuzhibu", "lianxi", "xiaonengban")
        for login in readers:
            self.assertFalse(self.as_user(login, "zhaoshang.bulletin").search([]), login)
        self.issued(bulletin)
        for login in readers:
            theirs = bulletin.with_user(self.users[login])
            self.assertTrue(theirs.to_acknowledge, login)
            self.assertTrue(theirs.read(), login)  # every field that is his to read
            theirs.action_acknowledge()
            self.env.invalidate_all()
            self.assertFalse(theirs.to_acknowledge, login)
            with self.assertRaises(UserError):
                theirs.action_acknowledge()
        self.assertEqual(bulletin.read_count, len(readers))
        for login in ("guazhi", "xitong"):
            with self.assertRaises(AccessError):
                bulletin.with_user(self.users[login]).read(["figures"])

    def test_who_has_left_reads_none(self):
        """R008, R012: an officer whose term is over."""
        bulletin = self.issued()
        self._appoint("left.a", "deputy", self.bureau_a, date_to="2026-11-01")
        with self.assertRaises(AccessError):
            bulletin.with_user(self.users["left.a"]).read(["figures"])

    def test_nobody_is_ranked_by_counts(self):
        """R137: people stand in the order of their bureaus and posts, not of any figure."""
        bulletin = self.drafted()
        names = [row["name"] for row in bulletin.figures["people"] if "." in row["name"]]
        self.assertEqual(names, ["head.a", "deputy1.a", "deputy2.a", "head.b", "deputy1.b"])

    def test_the_cost_does_not_grow_with_the_officers(self):
        """R058: drawing asks as many questions for two bureaus as for six."""
        bulletin = self.drafted()
        self.env.flush_all()
        costs = [self._cost_of_drawing(bulletin)]
        self._more_officers()
        costs.append(self._cost_of_drawing(bulletin))
        self.assertLessEqual(costs[1], costs[0] + 2)
        self.assertLessEqual(costs[0], 60)
        self.assertGreaterEqual(len(bulletin.figures["people"]), 13)

    def _cost_of_drawing(self, bulletin):
        bulletin.action_draw()  # so that rights and labels are known, which are asked for once
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        bulletin.action_draw()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _more_officers(self):
        for name in "cdef":
            bureau = self.bureau_a.copy(
                {"name": f"测试{name}局", "code": f"more{name}", "city": name}
            )
            for number in (1, 2):
                self._appoint(f"deputy{number}.{name}", "deputy", bureau)
        self.env.flush_all()
        self.env.cr.execute(
            """
            INSERT INTO zhaoshang_presence_month (appointment_id, user_id, bureau_id, company_id,
                month, state, days, result, rule_set_id)
            SELECT a.id, a.user_id, a.bureau_id, a.company_id, m.month, m.state, m.days, m.result,
                   m.rule_set_id
              FROM zhaoshang_appointment a, zhaoshang_presence_month m
             WHERE a.name LIKE 'deputy_._' AND a.name > 'deputy1.b' AND m.id = %s
                   ON CONFLICT DO NOTHING
            """,
            [self.row("head.a", "2026-10").id],
        )
        self.env.invalidate_all()
