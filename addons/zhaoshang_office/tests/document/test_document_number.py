from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import UniqueViolation

from ..organisation.common import OrganisationCase

TODAY = date(2026, 11, 23)


@tagged("post_install", "-at_install")
class TestDocumentNumber(OrganisationCase):
    """The register of document numbers: DESIGN §10, GB/T 9704-2012."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.numbers = cls.env["zhaoshang.document.number"]
        cls.series = cls.env["zhaoshang.document.series"].search(
            [("company_id", "=", cls.county.id), ("kind", "in", ("bulletin", "criticism"))]
        )
        cls.series.prefix = "测驻"
        cls.documents = cls.env["res.partner"].create([{"name": f"文{n}"} for n in range(6)])

    def take(self, place=0, kind="bulletin", day=TODAY):
        return self.numbers._take(self.county, kind, day, self.documents[place])

    def row(self, reference):
        return self.numbers.search([("reference", "=", reference)])

    def test_numbers_follow_each_other_in_the_form_of_the_standard(self):
        """No 0 before it, no 第, the year in 〔〕; kinds of one body share the row."""
        self.assertEqual(self.take(0), "测驻〔2026〕1号")
        self.assertEqual(self.take(1, "criticism"), "测驻〔2026〕2号")
        self.assertEqual(self.take(2, day=date(2027, 1, 4)), "测驻〔2027〕1号")
        self.assertEqual(self.take(3), "测驻〔2026〕3号")
        row = self.row("测驻〔2026〕2号")
        self.assertEqual((row.title, row.state, row.issued_on), ("文1", "issued", TODAY))

    def test_a_document_that_is_not_issued_after_all_leaves_no_gap(self):
        self.take(0)
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.take(1)
            raise ZeroDivisionError
        self.assertEqual(self.take(2), "测驻〔2026〕2号")

    def test_a_document_has_one_number(self):
        self.take(0)
        with mute_logger("odoo.sql_db"), self.refused(UniqueViolation, "_of_document"):
            self.take(0)

    def test_numbers_go_on_after_those_given_on_paper(self):
        self.series[0].write({"opening_year": 2026, "opening_last": 14})
        self.assertEqual(self.series[1].next_reference, "测驻〔2026〕15号")
        self.assertEqual(self.take(0, self.series[1].kind), "测驻〔2026〕15号")
        self.series.invalidate_recordset()
        self.assertEqual(self.series[0].next_reference, "测驻〔2026〕16号")
        with self.refused(ValidationError, "测驻〔2026〕15号"):
            self.series[0].opening_last = 20

    def test_a_void_number_stays_with_its_reason(self):
        reference = self.take(0)
        row = self.row(reference)
        with self.refused(UserError, "why the number is void"):
            row._void("  ")
        row._void("印制后发现发错单位")
        self.assertEqual((row.state, row.void_reason), ("void", "印制后发现发错单位"))
        self.assertTrue(row.voided_at)
        self.assertEqual(self.take(0), "测驻〔2026〕2号")  # the document may be issued anew

    def test_nobody_writes_the_register(self):
        """Neither the offices, nor the administrator, nor the superuser outside its commands."""
        row = self.row(self.take(0))
        for user in (
            self.users["office"],
            self.users["administrator"],
            self.env.ref("base.user_root"),
        ):
            theirs = row.with_user(user)
            for attempt in (
                lambda rows=theirs: rows.create({"reference": "测驻〔2026〕9号"}),
                lambda rows=theirs: rows.write({"number": 9}),
                lambda rows=theirs: rows.unlink(),
                lambda rows=theirs: rows.copy(),
            ):
                with self.assertRaises(AccessError):
                    attempt()
        self.assertEqual(row.number, 1)

    def test_a_county_without_series_is_told_who_enters_it(self):
        other = self.env["res.company"].create({"name": "邻县"})
        with self.refused(UserError, "system administrator"):
            self.numbers._take(other, "bulletin", TODAY, self.documents[0])

    def test_another_county_has_numbers_of_its_own(self):
        """R012: also under the same prefix, and neither reads the other's."""
        self.take(0)
        other = self.env["res.company"].create({"name": "邻县"})
        self.series[0].copy({"company_id": other.id})
        kind = self.series[0].kind
        reference = self.numbers._take(other, kind, TODAY, self.documents[1])
        self.assertEqual(reference, "测驻〔2026〕1号")
        seen = self.numbers.with_user(self.users["office"]).search([("prefix", "=", "测驻")])
        self.assertEqual(seen.company_id, self.county)

    def test_a_prefix_is_no_sentence(self):
        for wrong in ("松 驻", "松驻招〔", "2026"):
            with self.refused(ValidationError, "cannot stand before"):
                self.series[0].prefix = wrong

    def test_a_series_is_called_by_its_kind(self):
        names = self.series.mapped("display_name")
        self.assertEqual(sorted(names), ["Circular of Criticism", "Monthly Bulletin"])

    def test_a_series_is_kept(self):
        with self.refused(UserError, "stays"):
            self.series[0].unlink()

    def test_the_register_is_printed_by_year(self):
        """Number, title, date and what is void, on landscape A4."""
        rows = self.row(self.take(0)) | self.row(self.take(1))
        rows[0]._void("作废原因")
        reports = self.env["ir.actions.report"].with_user(self.users["office"])
        html, _kind = reports._render_qweb_html(
            "zhaoshang_office.action_report_document_register", rows.ids
        )
        for word in ("测驻〔2026〕1号", "文1", "作废原因", "2026-11-23"):
            self.assertIn(word, html.decode())

    def test_the_document_opens_for_who_may_read_it(self):
        row = self.row(self.take(0))
        action = row.with_user(self.users["office"]).action_open_document()
        self.assertEqual((action["res_model"], action["res_id"]), ("res.partner", row.res_id))
        secret = self.env["zhaoshang.account.slip"]
        self.assertFalse(secret.with_user(self.users["office"]).has_access("read"))
        self.env.cr.execute(
            "UPDATE zhaoshang_document_number SET res_model = %s WHERE id = %s",
            [secret._name, row.id],
        )
        row.invalidate_recordset()
        with self.refused(UserError, "not open to you"):
            row.with_user(self.users["office"]).action_open_document()
