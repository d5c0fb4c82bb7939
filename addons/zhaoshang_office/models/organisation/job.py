import logging

from odoo import api, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)


class Job(models.AbstractModel):
    """The work of scheduled actions, piece by piece: what goes wrong with one stops no other.

    A concurrent change and a lost connection go up, so that the whole is run again. Everything else
    is undone for its piece, stands in the log, and is told to the offices of the county where they
    see whether the checks run (``zhaoshang.duty.scan``).
    """

    _name = "zhaoshang.job"
    _description = "Scheduled Work"

    @api.model
    def _each(self, name, records, step):
        """Do ``step`` for each record; what an earlier run could not do is forgotten first.

        :param name: key of ``_names``
        """
        self._begin(name, records)
        for record in records:
            self._apart(name, step, record)

    @api.model
    def _begin(self, name, records):
        """A run begins: what is told of the one before is told no more in these counties."""
        self.env["zhaoshang.duty.scan"].sudo()._forget_failures(name, self._counties(records))

    @api.model
    def _apart(self, name, step, record):
        """Do one piece.

        :return: whether it was done
        """
        try:
            with self.env.cr.savepoint():
                step(record)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception as error:
            if self.env.cr._cnx.closed:
                raise
            _logger.exception("%s of %s", name, record)
            self.env.invalidate_all(flush=False)
            self._tell(name, record, error)
            return False
        return True

    @api.model
    def _tell(self, name, record, error):
        """Note for the offices of its county what could not be done."""
        text = f"{self._named(record.sudo())}: {reason(error)}"
        self.env["zhaoshang.duty.scan"].sudo()._note_failure(name, self._counties(record), text)

    @api.model
    def _named(self, record):
        """Its name, and where that is what went wrong, its kind and number."""
        try:
            with self.env.cr.savepoint():
                return record.display_name
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise
        except Exception:
            return f"{record._description} {record.id}"

    @api.model
    def _counties(self, records):
        counties = records if records._name == "res.company" else records.sudo().company_id
        return counties.sudo()

    @api.model
    def _names(self):
        """Return {name: what the offices call it}."""
        return {
            "acting": self.env._("Acting heads"),
            "bulletin": self.env._("Monthly bulletin"),
            "bureau": self.env._("Events of bureaus"),
            "cases": self.env._("Direct grounds and dismissals"),
            "dispatch": self.env._("Dispatches of county leaders"),
            "expiry": self.env._("Terms that end soon"),
            "leave": self.env._("Return from leave"),
            "liaison": self.env._("Liaison leaders"),
            "need": self.env._("Visits and research to be done"),
            "office": self.env._("Offices and leases"),
            "presence": self.env._("Months of presence"),
            "term": self.env._("Terms that are over"),
        }


def reason(error):
    """What went wrong, without the content of rows, which a database adds below its first line.

    >>> reason(ValueError("no such day\\nDETAIL: Failing row contains (7, a name)."))
    'no such day'
    """
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
