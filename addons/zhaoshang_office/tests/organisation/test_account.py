from odoo.exceptions import AccessDenied, AccessError, UserError
from odoo.tests import HttpCase, tagged

from .common import OrganisationCase


@tagged("post_install", "-at_install")
class TestAccount(OrganisationCase):
    def test_an_account_is_opened_with_its_post_alone(self):
        """R140: the command gives the group of the post and nothing else of ours."""
        appointment = self.draft("测乙", "deputy")
        appointment.action_open_account()
        user = appointment.sudo().user_id
        self.assertEqual(user.login, "deputy1.hefei")
        posts = user.group_ids.filtered("privilege_id")
        self.assertEqual(posts, self.env.ref("zhaoshang_office.group_deputy"))
        self.assertFalse(user.has_group("base.group_erp_manager"))
        self.assertTrue(user.zs_must_change_password)

    def test_only_the_organisation_department_opens_accounts(self):
        """R013, R140: no other post opens an account."""
        appointment = self.draft("测乙", "deputy")
        for post in self.users.keys() - {"organisation_department"}:
            with self.subTest(post), self.assertRaises(AccessError):
                self.as_post(appointment, post).action_open_account()

    def test_a_chosen_password_is_never_reset(self):
        """R140: 组织部 cannot take over the account of an officer who has logged in."""
        appointment = self.draft("测乙", "deputy")
        first = appointment._open_accounts()
        second = appointment._open_accounts()
        self.assertEqual(second.login, first.login)
        self.assertNotEqual(second.password, first.password)
        appointment.sudo().user_id.zs_must_change_password = False
        self.assertFalse(appointment._open_accounts())
        with self.refused(UserError, "测乙"):
            appointment.action_open_account()

    def test_slips_belong_to_who_made_them(self):
        """R140: a second member of 组织部 does not read the passwords."""
        slip = self.draft("测乙", "deputy")._open_accounts()
        self.assertTrue(slip.with_user(self.first).read(["password"]))
        with self.assertRaises(AccessError):
            slip.with_user(self.second).read(["password"])

    def test_a_slip_that_the_list_does_not_show_is_not_printed(self):
        """R140: who prints a list takes no password out of the drawer that is not on it."""
        shown, other = (self.draft("测甲") | self.draft("测乙", "deputy"))._open_accounts()
        listed = shown.browse().with_user(self.first).with_context(zs_slips=shown.ids)
        self.assertEqual(listed.action_print()["context"]["active_ids"], shown.ids)
        every = shown.browse().with_user(self.first).action_print()["context"]["active_ids"]
        self.assertLessEqual({shown.id, other.id}, set(every))

    def test_slips_are_printed_with_cut_lines(self):
        """R138: one page holds the slips of two officers, readable as text."""
        slips = (self.draft("测甲") | self.draft("测乙", "deputy"))._open_accounts()
        report = self.env["ir.actions.report"].with_user(self.first)
        pdf, kind = report.with_context(force_report_rendering=True)._render_qweb_pdf(
            "zhaoshang_office.account_slip", slips.ids
        )
        self.assertEqual(kind, "pdf")
        text = read_pdf(pdf)
        for slip in slips:
            self.assertIn(slip.login, text)
            self.assertIn(slip.password, text)
        self.assertIn("测甲", text)


def read_pdf(content):
    import io

    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


@tagged("post_install", "-at_install")
class TestFirstLogin(OrganisationCase, HttpCase):
    """A one-time password opens one page: the one on which it is replaced."""

    def setUp(self):
        super().setUp()
        self.slip = self.draft("测乙", "deputy")._open_accounts()
        self.officer = self.slip.sudo().appointment_id.user_id
        self.authenticate(self.slip.login, self.slip.password)

    def change(self, old, new, repeated=None):
        page = self.url_open("/zhaoshang/password")
        token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
        form = {"csrf_token": token, "old": old, "new": new, "repeated": repeated or new}
        return self.url_open("/zhaoshang/password", data=form, allow_redirects=False)

    def test_the_web_client_leads_to_the_page(self):
        """R140: neither the client nor a menu opens before the password is changed."""
        for path in ("/odoo", "/web", "/odoo/appointments", "/web/webclient/load_menus"):
            answer = self.url_open(path, allow_redirects=False)
            self.assertEqual(answer.status_code, 303, path)
            self.assertTrue(answer.headers["Location"].endswith("/zhaoshang/password"), path)

    def test_calls_are_refused_on_the_server(self):
        """R140: the page cannot be walked around by a call."""
        result = self.make_jsonrpc_request_raw(
            "/web/dataset/call_kw/zhaoshang.bureau/search_read",
            {"model": "zhaoshang.bureau", "method": "search_read", "args": [[]], "kwargs": {}},
        )
        self.assertEqual(result["error"]["data"]["name"], "odoo.exceptions.AccessDenied")

    def make_jsonrpc_request_raw(self, path, params):
        return self.url_open(
            path, json={"jsonrpc": "2.0", "method": "call", "params": params}
        ).json()

    def test_xmlrpc_is_refused(self):
        """R140: nor by XML-RPC or JSON-RPC with the password of the slip."""
        with self.assertRaises(AccessDenied):
            self.env["res.users"]._check_uid_passwd(self.officer.id, self.slip.password)

    def test_the_password_is_replaced_once(self):
        """R140: after it everything opens, and the slip is waste paper."""
        answer = self.change(self.slip.password, "my own word 9")
        self.assertEqual(answer.status_code, 303)
        self.officer.invalidate_recordset()
        self.assertFalse(self.officer.zs_must_change_password)
        answer = self.url_open("/odoo", allow_redirects=False)
        self.assertEqual(answer.status_code, 200, answer.headers.get("Location"))

    def test_bad_passwords_are_refused_with_a_reason(self):
        """R140: a wrong old one, a short one, two that differ, the one on the slip."""
        password = self.slip.password
        for old, new, repeated in (
            ("wrong", "my own word 9", None),
            (password, "short", None),
            (password, "my own word 9", "my own word 8"),
            (password, password, None),
            (password, self.slip.login, None),
        ):
            with self.subTest(new=new):
                answer = self.change(old, new, repeated)
                self.assertEqual(answer.status_code, 200)
                self.assertIn("alert-danger", answer.text)
        self.officer.invalidate_recordset()
        self.assertTrue(self.officer.zs_must_change_password)

    def test_the_rule_holds_without_a_page(self):
        """R140: the method itself refuses, whoever calls it."""
        with self.assertRaises(UserError):
            self.env["res.users"].with_user(self.officer)._zs_replace_password("x", "y", "z")
