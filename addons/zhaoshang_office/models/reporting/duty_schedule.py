import logging

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from psycopg2.errors import OperationalError

from ...rules import duty as rules
from ..organisation.job import reason

_logger = logging.getLogger(__name__)
CHUNK = 1500  # bureaus in one transaction
COUNTIES = 250
TRIES = 3


class Duty(models.Model):
    """When duties are laid out and brought up to date, and what happens when one of them fails.

    Whatever was missed is caught up from the watermarks. Every step can run again and then changes
    nothing; a killed run loses what it had not committed and no more.
    """

    _inherit = "zhaoshang.duty"

    @api.model
    def _cron_duties(self):
        """Lay out, bring up to date, raise findings, for all counties (R045 to R057)."""
        duties = self.sudo().with_context(lang=self.env["zhaoshang.audit"]._lang())
        scan = self.env["zhaoshang.duty.scan"].sudo()
        bureaus = duties._watched()
        counties = bureaus.company_id
        failures = []
        for start in range(0, len(bureaus), CHUNK):
            failures += duties._each(bureaus[start : start + CHUNK], duties._check_bureaus)
        failures = [
            (unit.company_id, text)
            for unit, error in failures
            for text in duties._one_by_one(unit, error)
        ]
        for start in range(0, len(counties), COUNTIES):
            raised = duties._each(counties[start : start + COUNTIES], duties._raise_findings)
            failures += [(county, reason(error)) for county, error in raised]
        self._retried(lambda: scan._finished(counties, failures))

    @api.model
    def _watched(self, counties=None):
        """Return the bureaus whose duties are watched, those closed since included."""
        domain = [("compliance_start", "!=", False)]
        if counties is not None:
            domain.append(("company_id", "in", counties.ids))
        bureaus = self.env["zhaoshang.bureau"].with_context(active_test=False)
        return bureaus.search(domain, order="company_id, id")

    def action_check_now(self):
        """The same as the scheduled action, at once, for one county (管理办公室)."""
        if not self.env.user.has_group("zhaoshang_office.group_office"):
            raise AccessError(
                self.env._("Only the management office checks the duties (clause 9).")
            )
        self._check_duties(self.env.company)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The duties are up to date."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    @api.model
    def _check_duties(self, counties):
        duties = self.sudo()
        duties._check_bureaus(duties._watched(counties))
        duties._raise_findings(counties)

    def _check_bureaus(self, bureaus, kinds=rules.KINDS, officers=None):
        """Lay out what has opened and work out how what is not settled stands."""
        slots = self._slots(bureaus, kinds)
        if not officers:
            self._review(slots, bureaus)
        self._bring_up_to_date(bureaus, kinds, officers)
        self._lay_out(slots, bureaus, officers)  # what is inserted stands as it should
        if not officers:
            self._move_watermarks(slots, bureaus)

    def _raise_findings(self, counties):
        self.env["zhaoshang.finding"]._raise_missed_duties(counties)

    def _each(self, records, step):
        """Run a step for all records; where it fails, for each half, down to the one at fault.

        :return: ``[(record, error), …]``
        """
        try:
            self._retried(lambda: self._kept_apart(step, records))
        except Exception as error:
            if len(records) <= 1:
                _logger.exception("Duties of %s", records)
                return [(records, error)] if records else []
            half = len(records) // 2
            return self._each(records[:half], step) + self._each(records[half:], step)
        return []

    def _kept_apart(self, step, records):
        """What fails leaves nothing behind; a concurrent change goes up to be tried again."""
        with self.env.cr.savepoint():
            step(records)

    def _one_by_one(self, bureau, error):
        """A bureau failed: try its reports and each of its people; return what still fails.

        Its watermarks stay where they are, so that what fails now is caught up once it is mended.
        """
        yield f"{bureau.name}: {reason(error)}"
        for kind in rules.OF_THE_BUREAU:
            self._each(bureau, lambda one, kind=kind: self._check_kind(one, kind))
        officers = self.env["zhaoshang.appointment"].search([("bureau_id", "=", bureau.id)])
        for officer in officers:
            for _failed, why in self._each(officer, self._check_officer):
                yield f"{officer.name}: {reason(why)}"

    def _check_kind(self, bureau, kind):
        self._check_bureaus(bureau, (kind,))

    def _check_officer(self, officer):
        self._check_bureaus(officer.bureau_id, (rules.MONDAY_CALL,), officer)

    def _retried(self, chunk):
        """Run one chunk and commit it; a concurrent change makes it start again, thrice."""
        for attempt in range(1, TRIES + 1):
            try:
                chunk()
                self.env["ir.cron"]._commit_progress(1)
                return
            except OperationalError as error:
                if not isinstance(error, PG_CONCURRENCY_EXCEPTIONS_TO_RETRY) or attempt == TRIES:
                    raise
                _logger.info("Duties changed meanwhile, attempt %s of %s", attempt, TRIES)
                self.env.cr.rollback()
                self.env.invalidate_all(flush=False)
