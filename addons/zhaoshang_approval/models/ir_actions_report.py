import io
import logging

from odoo import fields, models
from odoo.exceptions import UserError

# It reports every step of every page at level INFO.
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)

#: documents laid out in one request: each takes about half a second
PRINTED_AT_ONCE = 50


class IrActionsReport(models.Model):
    """Official forms are laid out by WeasyPrint: page margins, page numbers, Chinese fonts."""

    _inherit = "ir.actions.report"

    zs_weasyprint = fields.Boolean(
        "Print With WeasyPrint",
        help="The template is a whole page with its own style and everything it shows embedded.",
    )
    zs_one_document = fields.Boolean(
        "All Records in One Document",
        help="The template loops over the records itself; otherwise each starts a document.",
    )

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        report = self._get_report(report_ref)
        if not report.zs_weasyprint:
            return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids=res_ids)
        if report.zs_one_document:
            pdf = self._zs_render_weasyprint(report, res_ids or [], data)
            return {False: {"stream": io.BytesIO(pdf), "attachment": None}}
        self._zs_check_printed(res_ids or ())
        streams = {}
        for res_id in dict.fromkeys(res_ids or [False]):
            pdf = self._zs_render_weasyprint(report, [res_id] if res_id else [], data)
            streams[res_id] = {"stream": io.BytesIO(pdf), "attachment": None}
        return streams

    def _zs_check_printed(self, res_ids):
        """Refuse what would keep the server busy until the browser gives up."""
        count = len(set(res_ids))
        if count > PRINTED_AT_ONCE:
            raise UserError(
                self.env._(
                    "%(count)s documents are chosen; at most %(limit)s are printed at once. Choose "
                    "fewer, then the rest.",
                    count=count,
                    limit=PRINTED_AT_ONCE,
                )
            )

    def _zs_render_weasyprint(self, report, res_ids, data=None):
        """Return the PDF of one document.

        :raise UserError: when the template asks for anything that is not embedded in it
        """
        # Imported late: it loads Pango, and a server that never prints starts without it.
        from weasyprint import HTML
        from weasyprint.urls import FatalURLFetchingError, URLFetcher

        class EmbeddedOnly(URLFetcher):
            """Fetches nothing: neither from the network nor from the server's own files."""

            def fetch(self, url, headers=None):
                if not url.startswith("data:"):
                    raise FatalURLFetchingError(url)
                return super().fetch(url, headers)

        values = self._get_rendering_context(report, res_ids, dict(data or {}))
        html = self._render_template(report.report_name, values)
        try:
            # without a base WeasyPrint would only leave out what a relative address names
            return HTML(
                string=html.decode(), base_url="embedded:/", url_fetcher=EmbeddedOnly()
            ).write_pdf()
        except FatalURLFetchingError as asked:
            raise UserError(
                self.env._("A printed form embeds what it shows; this one asked for %s.", asked)
            ) from asked
