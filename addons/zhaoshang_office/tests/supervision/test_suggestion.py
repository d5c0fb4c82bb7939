import re

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from ..leave.common import OfficeCase

SECRET = "绝密意见-3c9e"


@tagged("post_install", "-at_install")
class TestSuggestion(OfficeCase):
    def box(self, login="deputy1.a"):
        return self.as_user(login, "zhaoshang.suggestion")

    def entries(self, login="zuzhibu"):
        return self.box(login).search([("content", "=", SECRET)])

    def _tables(self):
        return [
            name
            for (name,) in self.env.execute_query(
                SQL("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            )
        ]

    def _database(self):
        """Return {table: a figure that every change of any row of it changes}."""
        self.env.flush_all()
        tables = self._tables()
        figures = SQL(" UNION ALL ").join(
            SQL(
                "SELECT %s, count(*), COALESCE(sum(hashtextextended(t::text, 0)::numeric), 0)"
                " FROM %s t",
                name,
                SQL.identifier(name),
            )
            for name in tables
        )
        return {name: (count, total) for name, count, total in self.env.execute_query(figures)}

    def test_of_an_anonymous_entry_nothing_leads_to_its_writer(self):
        """R137: the whole database is compared: one new row, and in it nobody's number or name."""
        writer = self.users["deputy1.a"]
        self.box().action_send("warm up", "so that nothing is written for the first time")
        before = self._database()
        with self.assertNoLogs("odoo", "INFO"):
            self.box().action_send("on the office", SECRET)
        after = self._database()
        changed = {name for name in after if after[name] != before.get(name)}
        self.assertEqual(changed, {"zhaoshang_suggestion"})
        self.assertEqual(after["zhaoshang_suggestion"][0], before["zhaoshang_suggestion"][0] + 1)
        [(row,)] = self.env.execute_query(
            SQL("SELECT row_to_json(t) FROM zhaoshang_suggestion t WHERE content = %s", SECRET)
        )
        kept = {name: value for name, value in row.items() if value is not None}
        names = {"id", "title", "content", "received_on", "named", "company_id", "code_digest",
                 "state"}  # fmt: skip
        self.assertEqual(set(kept), names)
        told = " ".join(str(value) for name, value in kept.items() if name != "id")
        for trace in (writer.name, writer.login, writer.partner_id.name):
            self.assertNotIn(trace, told)
        self.assertNotRegex(told, rf"\b({writer.id}|{writer.partner_id.id})\b")

    def test_the_table_has_no_place_for_a_writer(self):
        """R137: neither who nor the hour, nor a number that tells the order."""
        model = self.env["zhaoshang.suggestion"]
        for name in ("create_uid", "create_date", "write_uid", "write_date", "message_ids"):
            self.assertNotIn(name, model._fields)
        people = [field.name for field in model._fields.values()
                  if field.comodel_name in ("res.users", "res.partner")]  # fmt: skip
        self.assertEqual(people, [])
        self.assertFalse([f for f in model._fields.values() if f.type == "datetime" and f.store])
        for number in range(6):
            self.box().action_send("order", f"{SECRET} {number}")
        rows = self.env.execute_query(
            SQL("SELECT id FROM zhaoshang_suggestion WHERE title = 'order' ORDER BY content")
        )
        numbers = [number for (number,) in rows]
        self.assertNotEqual(numbers, list(range(numbers[0], numbers[0] + 6)))

    def test_a_named_entry_bears_the_name(self):
        """R137: and a client that says anything but yes is anonymous."""
        self.box().action_send("a", SECRET, True)
        self.box().action_send("b", SECRET, "False")
        names = {entry.title: entry.writer_name for entry in self.entries()}
        self.assertEqual(names, {"a": "deputy1.a", "b": False})

    def test_the_organisation_department_alone_reads_and_answers(self):
        """R137: not 系统管理员, not who holds Odoo's settings, not the other offices."""
        self.box().action_send("a", SECRET)
        entry = self.entries()
        technician = self.env["res.users"].create(
            {
                "name": "t",
                "login": "test.technician",
                "group_ids": [(6, 0, self.env.ref("base.group_system").ids)],
            }
        )
        others = [user for login, user in self.users.items() if login != "zuzhibu"]
        for user in [*others, technician]:
            with self.subTest(user.login):
                self.assertFalse(entry.with_user(user).has_access("read"))
                with self.assertRaises(AccessError):
                    entry.with_user(user).read(["title"])
                with self.assertRaises(AccessError):
                    entry.with_user(user).action_answer("x")
        entry.action_answer("we look into it")
        self.assertEqual((entry.state, entry.answered_by), ("answered", "zuzhibu"))

    def test_the_code_reads_the_answer_and_nothing_else_does(self):
        """R137: it is shown once; the database keeps its digest alone."""
        code = self.box().action_send("on the office", SECRET)
        self.assertTrue(re.fullmatch(r"([A-Z2-9]{4}-){3}[A-Z2-9]{4}", code))
        self.entries().action_answer("we look into it")
        told = self.box("head.b").action_look_up(code.lower().replace("-", " "))
        self.assertEqual(told["answer"], "we look into it")
        self.assertNotIn(SECRET, str(told))
        with self.assertRaises(UserError):
            self.box().action_look_up("")
        with self.assertRaises(UserError):
            self.box().action_look_up(self.entries().sudo().code_digest)

    def test_nobody_changes_or_throws_away_an_entry(self):
        """R137."""
        self.box().action_send("a", SECRET)
        entry = self.entries()
        for attempt in (
            lambda: entry.write({"content": "x"}),
            entry.unlink,
            lambda: entry.create({"title": "x"}),
            lambda: entry.sudo().write({"content": "x"}),
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_an_empty_or_endless_entry_is_refused(self):
        """R137."""
        for title, text in (("", "x"), ("x", "  "), ("x" * 101, "x"), ("x", "x" * 5001)):
            with self.assertRaisesRegex(UserError, "R137"):
                self.box().action_send(title, text)

    def test_no_model_of_ours_stores_a_position(self):
        """R137: no latitude, no longitude, no device, anywhere."""
        place = re.compile(r"(^|_)(lat|lng|lon|gps|geo\w*|latitude|longitude|position|coords?"
                           r"|coordinates?|altitude|ip|device|mac)($|_)")  # fmt: skip
        found = [
            f"{name}.{field.name}"
            for name, model in self.env.registry.items()
            if name.startswith("zhaoshang.")
            for field in model._fields.values()
            if place.search(field.name) and field.store
        ]
        self.assertEqual(found, [])

    def test_no_list_or_graph_ranks_people_by_counts_of_entries(self):
        """R137: no graph of people over the number of rows; no list sorted by such a number."""
        views = self.env["ir.ui.view"].search(
            [("model", "=like", "zhaoshang.%"), ("type", "in", ("graph", "list"))]
        )
        people = r'name="(appointment_id|user_id|participant_ids|inspector_id|officer_id)"'
        found = []
        for view in views:
            arch = view.arch_db
            measured = re.search(r'type="measure"', arch)
            if view.type == "graph" and re.search(people, arch) and not measured:
                found.append(view.name)
            if re.search(r'(default_order|order)="[^"]*(count|number of)[^"]*"', arch):
                found.append(view.name)
        self.assertEqual(found, [])
