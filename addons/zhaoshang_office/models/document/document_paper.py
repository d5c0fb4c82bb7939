from odoo import api, models

from ...rules import document as rules


class DocumentPaper(models.AbstractModel):
    """From what a paper says to what its page shows, by GB/T 9704-2012."""

    _name = "zhaoshang.document.paper"
    _description = "Page of an Official Document or a Form"

    @api.model
    def _said(self, record, form=""):
        """Return the ``Paper`` of a record that the current user may read: who reads, prints."""
        record.ensure_one()
        record.check_access("read")
        return record._document(form or "")

    @api.model
    def _paper(self, record, form=""):
        """Return everything that the template of the page shows."""
        said = self._said(record, form)
        series = self._series(record, said)
        issuer = said.issuer or series.issuer or ""
        day = rules.chinese_date(said.day) if said.day else ""
        issuer_indent, day_indent = rules.signature_indents(issuer, day or "2026年11月6日")
        return {
            "official": bool(said.kind),
            "head": series.red_head or "",
            "head_size": rules.head_size(series.red_head or ""),
            "number": said.number,
            "mark": "　".join(said.mark),
            "mark_size": rules.mark_size(said.mark),
            "title": rules.title_lines(said.title),
            "to": said.addressee,
            "blocks": rules.numbered(said.blocks),
            "enclosures": said.enclosures,
            "signatory": said.signatory,
            "issuer": issuer,
            "issuer_indent": issuer_indent,
            "day": day,
            "day_indent": day_indent,
            "copies": said.copies,
            "printed": said.printed,
            "parts": said.parts or ("",),
            "wide": said.wide,
            "style": self.env["zhaoshang.document.font"]._style(record.company_id),
        }

    @api.model
    def _series(self, record, said):
        series = self.env["zhaoshang.document.series"]
        return series._of(record.company_id, said.kind) if said.kind else series

    @api.model
    def _text(self, record, form=""):
        """Return the document as plain text, for where no page is wanted."""
        said = self._said(record, form)
        lines = [said.number, *rules.title_lines(said.title), ""]
        lines += [f"{said.addressee}："] if said.addressee else []
        for kind, content in rules.numbered(said.blocks):
            if kind == "table":
                lines += content.lines()
            else:
                lines.append("　　".join(content) if kind == "signs" else content)
        issuer = said.issuer or self._series(record, said).issuer or ""
        day = rules.chinese_date(said.day) if said.day else ""
        lines += ["", issuer, day]
        lines += [f"抄送：{said.copies}。"] if said.copies else []
        return "\n".join(lines) + "\n"
