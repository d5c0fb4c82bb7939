from datetime import UTC, datetime
from unittest.mock import patch

from ..leave.common import OfficeCase


class ReportingCase(OfficeCase):
    """The two test bureaus are watched from Monday 2026-11-02; no other bureau is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["zhaoshang.bureau"].search([]).write({"compliance_start": False})
        (cls.bureau_a | cls.bureau_b).write({"compliance_start": "2026-11-02"})

    def check(self, moment):
        """Run the check at a moment of the county's clock; returns how many rows it wrote."""
        with self.at(moment):
            before = self._rows()
            self.env["zhaoshang.duty"]._check_duties(self.company)
            self.env.invalidate_all()
            return {key: row for key, row in self._rows().items() if before.get(key) != row}

    def commits_kept(self):
        """What a scheduled action commits stays inside the test."""
        return patch.object(type(self.env["ir.cron"]), "_commit_progress", lambda *_args: None)

    def _rows(self):
        """Return every duty and finding with all its columns, the time stamps included."""
        self.env.flush_all()
        rows = {}
        for table in ("zhaoshang_duty", "zhaoshang_finding", "zhaoshang_duty_watermark"):
            self.env.cr.execute(f"SELECT * FROM {table} ORDER BY 1")  # pylint: disable=sql-injection
            rows.update({(table, row[0]): row for row in self.env.cr.fetchall()})
        return rows

    def duties(self, login=None, kind="monday_call", **values):
        domain = [("bureau_id", "in", (self.bureau_a | self.bureau_b).ids), ("kind", "=", kind)]
        if login:
            domain.append(("appointment_id", "=", self.posts[login].id))
        domain += [(name, "=", value) for name, value in values.items()]
        return self.env["zhaoshang.duty"].search(domain, order="due_on, id")

    def findings(self, login=None, kind=None):
        domain = [("appointment_id", "=", self.posts[login].id)] if login else []
        domain += [("kind", "=", kind)] if kind else []
        return self.env["zhaoshang.finding"].search(domain, order="occurred_on, id")

    def call(self, moment, *speakers, by="bangongshi", **values):
        """Register a call made at ``moment`` in which ``speakers`` spoke."""
        people = self.env["zhaoshang.appointment"].browse(self.posts[s].id for s in speakers)
        reported_at = self.utc(moment)
        return self.as_user(by, "zhaoshang.report").create(
            {
                "bureau_id": people.bureau_id.id,
                "reported_at": reported_at,
                "speaker_ids": people.ids,
                "content": "Two firms visited",
                **values,
            }
        )

    def utc(self, moment):
        return datetime.fromisoformat(f"{moment}+08:00").astimezone(UTC).replace(tzinfo=None)
