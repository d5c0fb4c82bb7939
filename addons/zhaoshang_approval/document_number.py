from odoo import fields


class DocumentNumber(fields.Many2oneReference):
    """The number of the document that a row belongs to.

    Odoo adds each new row to the list that its document holds in the record cache, and asks the
    domain of that list row by row, which costs more than all else in a batch. The lists are
    forgotten instead, and read again by whoever needs them.
    """

    def _update_inverses(self, records, value):
        for inverse in records.pool.field_inverses[self]:
            inverse._get_cache(records.env).pop(value, None)
