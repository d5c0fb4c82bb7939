from odoo import models

from ...rules.paper import Cell, Paper, Table

WIDTHS = (11, 47, 20, 24, 18, 36)


class Dispatch(models.Model):
    """What stands on the printed record of a dispatch (调度记录, clause 7, R040)."""

    _inherit = "zhaoshang.dispatch"

    def _document(self, form=""):
        self.ensure_one()
        blocks = [("table", self._document_head())]
        if self.item_ids:
            blocks.append(("table", self._document_items()))
        signs = (
            self.env._("County leader (signature):"),
            self.env._("Entered by %s", self.entered_by_id.sudo().name or ""),
        )
        return Paper(
            title=self.env._("Dispatch Record"),
            blocks=[*blocks, ("signs", signs)],
            printed=self._printed_by(),
        )

    def _document_name(self, form=""):
        """Bureau, day and leader tell one record from another."""
        return self.display_name

    def _document_head(self):
        ways = dict(self._fields["way"]._description_selection(self.env))
        label = {
            name: Cell(self._fields[name]._description_string(self.env), label=True)
            for name in ("bureau_id", "leader_id", "day", "way", "place", "attendees", "matters")
        }
        rows = [
            [label["bureau_id"], self.bureau_id.sudo().name,
             label["leader_id"], self.leader_id.sudo().name],
            [label["day"], str(self.day), label["way"], ways[self.way]],
            [label["place"], self.place or "", label["attendees"], self.attendees or ""],
            [label["matters"], Cell(self.matters or "", span=3, left=True)],
        ]  # fmt: skip
        return Table(rows, (26, 52, 26, 52), size=12, row_height=10)

    def _document_items(self):
        head = (
            self.env._("No."),
            self.env._("Item Handed Over"),
            self.env._("In Charge"),
            self.env._("Deadline"),
            self.env._("Status"),
            self.env._("Answer of the Bureau"),
        )
        rows = [
            [
                number,
                Cell(item.task or "", left=True),
                item.appointment_id.sudo().name or self.env._("the head"),
                str(item.deadline),
                item.status,
                Cell("\n".join(filter(None, (item.feedback, item.remark))), left=True),
            ]
            for number, item in enumerate(self.item_ids, 1)
        ]
        return Table(rows, WIDTHS, head)
