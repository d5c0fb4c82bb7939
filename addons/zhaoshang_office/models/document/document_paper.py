from odoo import api, models

from ...rules import document as rules
from .document_font import ROLES


class DocumentPaper(models.AbstractModel):
    """From what a document says to what its page shows, by GB/T 9704-2012.

    A model that prints an official document has a method ``_document()`` that returns plain values:

    - ``kind``: the kind of its series, which gives the red head and the issuer
    - ``number``: 发文字号, empty as long as it is a draft; ``date``: a date, or False
    - ``title``: its lines separated by line ends, or broken where the length asks for it
    - ``to``: 主送机关 without the colon; ``copies``: 抄送 as a text
    - ``blocks``: (kind, content) in a row: ``h1`` ``h2`` ``h3`` headings without their ordinals,
      ``p`` paragraphs, ``table`` a dictionary of ``head``, ``rows`` and ``widths`` in mm
    - ``attachments``: titles of what is attached
    - optional ``red_head``, ``issuer``: others than those of the series
    """

    _name = "zhaoshang.document.paper"
    _description = "Page of an Official Document"

    @api.model
    def _paper(self, record):
        """Return everything that the template of the page shows."""
        said = record._document()
        company = record.company_id
        series = self.env["zhaoshang.document.series"]._of(company, said["kind"])
        issuer = said.get("issuer") or series.issuer
        head = said.get("red_head") or series.red_head
        day = rules.chinese_date(said["date"]) if said.get("date") else ""
        issuer_indent, day_indent = rules.signature_indents(issuer, day or "2026年11月6日")
        return {
            "head": head,
            "head_size": rules.head_size(head),
            "number": said.get("number") or "",
            "draft": not said.get("number"),
            "title": rules.title_lines(said["title"]),
            "to": said.get("to") or "",
            "blocks": rules.numbered(said["blocks"]),
            "attachments": said.get("attachments") or [],
            "issuer": issuer,
            "issuer_indent": issuer_indent,
            "day": day,
            "day_indent": day_indent,
            "copies": said.get("copies") or "",
            "style": self.env["zhaoshang.document.font"]._style(company),
        }

    @api.model
    def _text(self, record):
        """Return the document as plain text, for where no page is wanted."""
        said = record._document()
        lines = [said.get("number") or "", *rules.title_lines(said["title"]), ""]
        lines += [f"{said['to']}："] if said.get("to") else []
        for kind, content in rules.numbered(said["blocks"]):
            if kind == "table":
                lines += ["\t".join(map(str, row)) for row in (content["head"], *content["rows"])]
            else:
                lines.append(content)
        series = self.env["zhaoshang.document.series"]._of(record.company_id, said["kind"])
        day = rules.chinese_date(said["date"]) if said.get("date") else ""
        lines += ["", said.get("issuer") or series.issuer, day]
        lines += [f"抄送：{said['copies']}。"] if said.get("copies") else []
        return "\n".join(lines) + "\n"

    @api.model
    def _fonts_told(self, company):
        """Return a sentence on the fonts that are used now."""
        used = self.env["zhaoshang.document.font"]._used(company)
        labels = dict(
            self.env["zhaoshang.document.font"]._fields["role"]._description_selection(self.env)
        )
        return "; ".join(f"{labels[role]}: {used[role]}" for role, _label in ROLES)
