from lxml.builder import E
from odoo import api, models

from ...rules.parameters import CUT_OFF, GAP, INTERPRETATION, LITERAL, PARAMETERS


class RuleSet(models.Model):
    """How a form shows each parameter: its value, how sure the text is, and its rule (R130, R139).

    A view names the fields alone, in a group of the class ``o_zs_parameters``; the rest is told by
    ``rules/parameters.py``, so that no parameter is shown with another source than it has.
    """

    _inherit = "zhaoshang.rule.set"

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        marks = self._source_marks()
        for group in arch.iterfind(".//group[@class='o_label_nowrap o_zs_parameters']"):
            for field in group.findall("field"):
                self._show_source(group, field, marks)
        return arch, view

    def _source_marks(self):
        """Return {kind of source: (its words, the colour of its mark)}."""
        return {
            LITERAL: (self.env._("Text of the regulation"), "success"),
            INTERPRETATION: (self.env._("Reading of this system"), "warning"),
            GAP: (self.env._("Proposal of this system"), "warning"),
            CUT_OFF: (self.env._("Text missing"), "danger"),
        }

    def _show_source(self, group, field, marks):
        """Put a field's label before it, and the marks of its source behind it."""
        name = field.get("name")
        source = PARAMETERS[name]
        row = E.div(
            _mark(*marks[source.kind]),
            E.span(source.rule, {"class": "text-muted align-self-center"}),
            *([_mark(*marks[CUT_OFF])] if source.cut_off else []),
            {"class": "d-flex flex-wrap gap-2"},
        )
        group.replace(field, row)
        field.set("readonly", "state != 'draft'")
        row.insert(0, E.div(field, {"class": "o_zs_parameter"}))
        row.addprevious(E.label({"for": name}))


def _mark(words, colour):
    return E.span(words, {"class": f"badge text-bg-{colour} align-self-center"})
