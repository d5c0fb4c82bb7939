from ..presence.common import PresenceCase

REQUIREMENTS = "各驻外招商局要按时汇报。"


class BulletinCase(PresenceCase):
    """October 2026 closed, with one absence that is confirmed and one that is not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.flush_all()
        cls.months._recompute(cls.company)
        cls.bulletins = cls.env["zhaoshang.bulletin"]
        cls().close_october()
        cls.env.invalidate_all()

    def close_october(self):
        self.absent("deputy1.a", "2026-10-05", "2026-10-16")
        type(self).open_finding = self.absent(
            "deputy1.b", "2026-10-12", "2026-10-12", confirm=False
        )
        self.close("2026-10")

    def drafted(self, **values):
        """The draft of October with its figures drawn, as 管理办公室."""
        values = {"month": "2026-10-01", "requirements_text": REQUIREMENTS} | values
        bulletin = self.as_user("bangongshi", "zhaoshang.bulletin").create(values)
        bulletin.action_draw()
        return bulletin

    def checked(self, bulletin):
        bulletin.action_zs_submit()
        self.decide(bulletin, "zhaoshangju")
        return bulletin

    def issued(self, bulletin=None):
        bulletin = self.checked(bulletin or self.drafted())
        bulletin.action_issue()
        self.env.invalidate_all()
        return bulletin

    def person(self, bulletin, login):
        return next(row for row in bulletin.figures["people"] if row["name"] == login)

    def text(self, bulletin):
        return self.env["zhaoshang.document.paper"]._text(bulletin)
