"""How a scheduled action works through many rows: in portions, each committed, each retried."""

import logging

from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import split_every

TRIES = 3
_logger = logging.getLogger(__name__)


def in_portions(records, work, size=100):
    """Call ``work(portion)`` for the records and commit after each portion.

    Somebody who works on the same rows at this moment makes a portion start again on what is then
    true; what the business refuses is logged and left for the next time.
    """
    for ids in split_every(size, records.ids, list):
        for attempt in range(TRIES):
            try:
                work(records.browse(ids).exists())
                records.env.flush_all()
            except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
                records.env.cr.rollback()
                if attempt == TRIES - 1:
                    _logger.warning("%s %s: somebody else worked on them", records._name, ids)
            except UserError as refusal:
                records.env.cr.rollback()
                _logger.warning("%s %s: %s", records._name, ids, refusal)
                break
            else:
                break
        if not records.env["ir.cron"]._commit_progress(len(ids)):
            break  # out of time: the next call goes on
