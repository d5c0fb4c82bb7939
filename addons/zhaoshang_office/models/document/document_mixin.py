from odoo import models

from ..clock import county_now


class DocumentMixin(models.AbstractModel):
    """What prints as an official document or as a form: one paper of each record, or several."""

    _name = "zhaoshang.document.mixin"
    _description = "Printed as an Official Document or a Form"

    def _document(self, form=""):
        """Return what the paper says, as a ``rules.paper.Paper``.

        :param form: which paper, where a record has several
        :raise UserError: where a record in this state is not printed
        """
        raise NotImplementedError

    def _document_name(self, form=""):
        """The name of the file: title and number, or that it is a draft."""
        paper = self.env["zhaoshang.document.paper"]._said(self, form)
        more = paper.number or paper.mark
        return paper.title.replace("\n", "") + (f"（{more}）" if more else "")

    def _printed_by(self):
        """The line at the end of a form that says who printed it and when."""
        return self.env._(
            "Printed on %(moment)s by %(person)s",
            moment=f"{county_now(self.env):%Y-%m-%d %H:%M}",
            person=self.env.user.name,
        )
