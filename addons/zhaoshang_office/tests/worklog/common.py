from ..outreach.common import OutreachCase


class WorklogCase(OutreachCase):
    """Two bureaus watched from Monday 2026-11-02; the clock stands on Monday 2026-11-23."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["zhaoshang.bureau"].search([])._govern({"compliance_start": False})
        (cls.bureau_a | cls.bureau_b)._govern({"compliance_start": "2026-11-02"})

    def log(self, login="deputy1.a", day="2026-11-23", **values):
        return self.as_user(login, "zhaoshang.worklog").create(
            {"day": day, "content": "走访两家企业", **values}
        )

    def open_days(self, login, first, last=None, by="bangongshi"):
        return self.as_user(by, "zhaoshang.worklog.opening").create(
            {
                "appointment_id": self.posts[login].id,
                "date_from": first,
                "date_to": last or first,
                "reason": "网络故障",
            }
        )
