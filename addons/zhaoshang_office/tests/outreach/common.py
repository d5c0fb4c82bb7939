from contextlib import contextmanager

from ..leave.common import OfficeCase


class OutreachCase(OfficeCase):
    """Two bureaus, an organisation of the first, and a clock on Monday 2026-11-23."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.listed = cls.env.ref("zhaoshang_office.organisation_category_listed")
        cls.firm = cls.organisation("甲演示有限公司")
        cls.person = cls.env["zhaoshang.contact"].with_user(cls.users["deputy1.a"])
        cls.person = cls.person.create({"name": "钱一", "organisation_id": cls.firm.id})

    @classmethod
    def organisation(cls, name, login="deputy1.a", **values):
        organisations = cls.env["zhaoshang.organisation"].with_user(cls.users[login])
        return organisations.create({"name": name, "category_id": cls.listed.id, **values})

    @classmethod
    def visit(cls, day="2026-11-20", organisation=None, login="deputy1.a", **values):
        """Return a visit that ``login`` has typed in."""
        values = {
            "organisation_id": (organisation or cls.firm).id,
            "date": day,
            "matter": "介绍县情",
            **values,
        }
        return cls.env["zhaoshang.visit"].with_user(cls.users[login]).create(values)

    @classmethod
    def registered(cls, *args, **values):
        visit = cls.visit(*args, **values)
        visit.action_register()
        return visit

    def seen(self, login, record):
        """Tell whether ``login`` finds the record, or is refused or finds nothing."""
        records = self.as_user(login, record._name)
        return bool(records.has_access("read") and records.search([("id", "=", record.id)]))

    @contextmanager
    def refused(self, exception, text):
        with self.assertRaisesRegex(exception, text), self.env.cr.savepoint():
            yield
