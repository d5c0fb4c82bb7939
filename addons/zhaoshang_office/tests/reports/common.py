from datetime import date

from ..worklog.common import WorklogCase

WEEK = date(2026, 11, 16)  # due on Friday the 20th, late until Monday the 23rd, 18:00


class ReportsCase(WorklogCase):
    """Two bureaus watched from 2026-11-02 with their duties; Monday 2026-11-23, ten o'clock."""

    def begin(self, login="deputy1.a", kind="friday_report", period=WEEK, **values):
        return self.as_user(login, "zhaoshang.report").create(
            {
                "kind": kind,
                "period_from": period,
                "bureau_id": self.posts[login].bureau_id.id,
                "content": "走访两家企业",
                **values,
            }
        )

    def submitted(self, kind="friday_report", period=WEEK, **values):
        report = self.begin("head.a", kind, period, **values)
        report.action_submit()
        return report

    def check(self, moment):
        with self.at(moment):
            self.env["zhaoshang.duty"].sudo()._check_duties(self.company)
            self.env.invalidate_all()

    def duty(self, kind="friday_report", period=WEEK, login=None):
        domain = [
            ("bureau_id", "=", self.bureau_a.id),
            ("kind", "=", kind),
            ("period_from", "=", period),
        ]
        if login:
            domain.append(("appointment_id", "=", self.posts[login].id))
        return self.env["zhaoshang.duty"].search(domain)
