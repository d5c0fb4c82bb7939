from lxml import etree
from odoo.tests import HttpCase, tagged

ATOM = "{http://www.w3.org/2005/Atom}"
NASTY = "<script>alert(1)</script>\n& \x0b\"'"


@tagged("post_install", "-at_install")
class TestPublicColumn(HttpCase):
    """What somebody without a login is answered; the texts are put there as the commands do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.county = cls.env.ref("base.main_company")
        cls.county.zs_county_code = "test-county"
        bureau = cls.env["zhaoshang.bureau"].create(
            {"name": "测试局", "code": "pub", "city": "测试", "opened_on": "2020-01-01",
             "company_id": cls.county.id}
        )  # fmt: skip
        unit = cls.env["zhaoshang.host.unit"].create({"name": "测试单位", "for_head": True})
        employee = cls.env["hr.employee"].create({"name": "作者"})
        cls.post = cls.env["zhaoshang.appointment"].create(
            {"name": "作者", "employee_id": employee.id, "bureau_id": bureau.id, "role": "head",
             "host_unit_id": unit.id, "date_from": "2025-07-01"}
        )  # fmt: skip
        cls.texts = {
            state: cls.env["zhaoshang.publication"].create(
                {
                    "title": f"{state}{NASTY}",
                    "body": f"{state}{NASTY}",
                    "appointment_id": cls.post.id,
                    "state": state,
                    "published_at": state == "published" and "2026-11-20 02:00:00",
                }
            )
            for state in ("draft", "proposed", "refused", "published", "withdrawn")
        }

    def get(self, path="", code="test-county"):
        return self.url_open(f"/zhaoshang/log/{code}{path}", allow_redirects=False)

    def test_only_what_was_published_is_answered(self):
        """R060: 404 for anything else, 410 for what was taken out, in every form."""
        for state, text in self.texts.items():
            expected = {"published": 200, "withdrawn": 410}.get(state, 404)
            for form in ("", ".txt"):
                with self.subTest(state, form=form):
                    self.assertEqual(self.get(f"/{text.id}{form}").status_code, expected)
        for path in ("", "/feed.atom"):
            answer = self.get(path).text
            self.assertIn("published", answer)
            for state in ("draft", "proposed", "refused", "withdrawn"):
                self.assertNotIn(f"{state}&lt;", answer)

    def test_nothing_of_another_county_or_beyond(self):
        """R060: neither by code, number, page nor a way out of the path."""
        published = self.texts["published"].id
        other = self.env["res.company"].create({"name": "他县", "zs_county_code": "other-county"})
        self.assertEqual(self.get(f"/{published}", other.zs_county_code).status_code, 404)
        self.assertEqual(self.get("", "nobody").status_code, 404)
        for path in ("/999999999", "/99999999999999999999", "/-1", "/0", "/x", "?page=0",
                     "?page=2", "?page=99999", "?page=x", "?page=%D9%A1", "/feed.atom/x",
                     f"/{published}/body"):  # fmt: skip
            with self.subTest(path):
                self.assertEqual(self.get(path).status_code, 404)
        self.assertEqual(self.get(f"/{published}", "%25").status_code, 404)

    def test_what_was_typed_is_escaped(self):
        """R060: no markup of a writer reaches a reader; the feed is sound XML."""
        for path in ("", f"/{self.texts['published'].id}"):
            html = self.get(path).text
            self.assertNotIn("<script", html)
            self.assertIn("&lt;script&gt;", html)
        root = etree.fromstring(self.get("/feed.atom").content)
        (entry,) = [
            e for e in root.iter(f"{ATOM}entry") if "published" in e.findtext(f"{ATOM}title")
        ]
        self.assertIn("<script>", entry.findtext(f"{ATOM}content"))

    def test_no_session_and_no_cookie(self):
        """R060: the same answer for everybody, kept by caches for some minutes."""
        for path in ("", "/feed.atom", f"/{self.texts['published'].id}.txt"):
            self.opener.cookies.clear()
            answer = self.get(path)
            self.assertNotIn("Set-Cookie", answer.headers)
            self.assertIn("public", answer.headers["Cache-Control"])
            self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
            self.assertIn("default-src 'none'", answer.headers["Content-Security-Policy"])
            self.assertNotIn("session", answer.text)

    def test_nothing_is_done_by_asking(self):
        """R060: other methods are refused."""
        for path in ("", "/feed.atom"):
            answer = self.url_open(f"/zhaoshang/log/test-county{path}", data={"x": "1"})
            self.assertEqual(answer.status_code, 405)
