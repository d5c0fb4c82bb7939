from contextlib import contextmanager

from ..leave.common import OfficeCase

CODE = "91110000600037341L"
INVESTOR = {
    "investor_name": "苍南试金演示有限公司",
    "investor_uscc": CODE,
    "investor_contact": "金先生",
    "investor_phone": "000-1234",
}
COMPLETE = {
    "codename": "云梯精密铸件",
    "content": "年产三万吨铸件",
    "industry": "equipment",
    "is_industrial": True,
    "fixed_investment": 12000,
    "total_investment": 15000,
    "land_mu": 60,
    "fits_plan": True,
    "intention_clear_on": "2026-11-19",
    "source": "协会推荐",
    **INVESTOR,
}


class ProjectCase(OfficeCase):
    """Two bureaus and what they find; the clock stands on Monday 2026-11-23."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = cls.draft_project("deputy1.a")

    @classmethod
    def draft_project(cls, login, **values):
        project = cls.env["zhaoshang.project"].with_user(cls.users[login])
        return project.create({**COMPLETE, **values})

    def seen(self, login, project=None, model="zhaoshang.project"):
        """Tell whether ``login`` finds the project, or is refused or finds nothing."""
        records = self.as_user(login, model)
        if not records.has_access("read"):
            return False
        return bool(records.search([("id", "=", (project or self.project).id)]))

    @contextmanager
    def refused(self, exception, text):
        with self.assertRaisesRegex(exception, text), self.env.cr.savepoint():
            yield
