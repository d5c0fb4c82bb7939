import re

from lxml import etree
from markupsafe import Markup
from odoo import http
from odoo.http import request
from werkzeug.exceptions import Gone, NotFound

ATOM = "http://www.w3.org/2005/Atom"
# what XML 1.0 cannot hold, whatever somebody has pasted
UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LAST_PAGE = 1_000
HEADERS = {
    "Cache-Control": "public, max-age=300",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
ROUTE = {"type": "http", "auth": "public", "methods": ["GET"], "save_session": False,
         "sitemap": False, "readonly": True}  # fmt: skip
BASE = "/zhaoshang/log/<string:code>"


class PublicColumn(http.Controller):
    """招商日志 for everybody: pages, texts and a feed of what was published, and nothing else.

    No session is begun or read: what is answered is the same for whoever asks.
    """

    @http.route(BASE, **ROUTE)
    def column(self, code, page="1", **_unused):
        county = self._county(code)
        number = int(page) if page.isascii() and page.isdecimal() and len(page) < 5 else 0
        if not 1 <= number <= LAST_PAGE:
            raise NotFound()
        texts, more = self._texts()._public_list(county, number)
        if number > 1 and not texts:
            raise NotFound()
        values = {"texts": texts, "page": number, "more": more, **self._frame(county)}
        return self._page("zhaoshang_office.public_column", values)

    @http.route(f"{BASE}/<int:number>", **ROUTE)
    def text(self, code, number, **_unused):
        county = self._county(code)
        values = {"text": self._text(county, number), **self._frame(county)}
        return self._page("zhaoshang_office.public_text", values)

    @http.route(f"{BASE}/<int:number>.txt", **ROUTE)
    def plain(self, code, number, **_unused):
        """The text as it is handed on to other media (R060)."""
        text = self._text(self._county(code), number)
        lines = [text["title"], f"{text['bureau']}　{text['author']}　{text['day']}", "",
                 text["body"], ""]  # fmt: skip
        return self._answer("\r\n".join(lines), "text/plain; charset=utf-8")

    @http.route(f"{BASE}/feed.atom", **ROUTE)
    def feed(self, code, **_unused):
        county = self._county(code)
        texts, _more = self._texts()._public_list(county)
        frame = self._frame(county)
        root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
        _add(root, "title", frame["title"])
        _add(root, "id", frame["url"])
        _add(root, "updated", texts[0]["published"] if texts else "1970-01-01T00:00:00Z")
        _add(root, "link", href=frame["url"])
        _add(root, "link", rel="self", href=frame["url"] + "/feed.atom")
        for text in texts:
            entry = _add(root, "entry")
            url = f"{frame['url']}/{text['id']}"
            _add(entry, "title", text["title"])
            _add(entry, "id", url)
            _add(entry, "link", href=url)
            _add(entry, "updated", text["published"])
            _add(_add(entry, "author"), "name", f"{text['bureau']} {text['author']}")
            _add(entry, "content", text["body"], type="text")
        answer = etree.tostring(root, xml_declaration=True, encoding="utf-8")
        return self._answer(answer, "application/atom+xml; charset=utf-8")

    @http.route(f"{BASE}/<path:rest>", **ROUTE)
    def nothing(self, **_unused):
        """Whatever else is asked for below the column is not there; no login is asked for."""
        raise NotFound()

    def _texts(self):
        return request.env["zhaoshang.publication"].with_context(lang="zh_CN")

    def _county(self, code):
        county = self._texts()._public_county(code)
        if not county:
            raise NotFound()
        return county

    def _text(self, county, number):
        text, gone = self._texts()._public_text(county, number) if number < 2**31 else (None, False)
        if gone:
            raise Gone()
        if not text:
            raise NotFound()
        return text

    def _frame(self, county):
        root = county.get_base_url()
        return {
            "title": f"{county.name}驻外招商日志",
            "url": f"{root}/zhaoshang/log/{county.zs_county_code}",
            "path": f"/zhaoshang/log/{county.zs_county_code}",
        }

    def _page(self, template, values):
        html = request.env["ir.qweb"].with_context(lang="zh_CN").sudo()._render(template, values)
        return self._answer(Markup("<!DOCTYPE html>\n") + html, "text/html; charset=utf-8")

    def _answer(self, body, content_type):
        return request.make_response(body, [("Content-Type", content_type), *HEADERS.items()])


def _add(parent, name, text=None, **attributes):
    element = etree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    if text is not None:
        element.text = UNPRINTABLE.sub("", text)
    return element
