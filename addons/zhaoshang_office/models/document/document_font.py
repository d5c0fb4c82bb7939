import base64
import io
import re

from markupsafe import Markup
from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

ROLES = [
    ("body", "Body Text"),
    ("title", "Title and Red Head"),
    ("heading", "First Headings"),
    ("second", "Second Headings"),
]
# licensed fonts first, where they are installed; then what is free
CHAINS = {
    "body": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "FandolFang R"),
    "title": ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
    "heading": ("黑体", "SimHei", "FandolHei"),
    "second": ("楷体_GB2312", "楷体", "KaiTi", "STKaiti", "FandolKai", "AR PL UKai CN"),
}
# of the same style, and not those that the standard names
ALIKE = {"FandolFang R", "FandolHei", "FandolKai", "AR PL UKai CN"}
FREE = {
    "body": '"Noto Serif CJK SC", serif',
    "title": '"Noto Serif CJK SC", serif',
    "heading": '"Noto Sans CJK SC", sans-serif',
    "second": '"AR PL UKai CN", "Noto Serif CJK SC", serif',
}
STARTS = {b"\x00\x01\x00\x00": "ttf", b"true": "ttf", b"OTTO": "otf", b"wOFF": "woff"}


class DocumentFont(models.Model):
    """A licensed font of the county, which official documents use before all others.

    The fonts that GB/T 9704 names are not free; without them the next of the chain is used, and
    the page of the series says which.
    """

    _name = "zhaoshang.document.font"
    _description = "Font of Official Documents"
    _inherit = ["zhaoshang.audit.mixin"]
    _order = "company_id, role, sequence, id"
    _zs_audit_fields = ("role", "name", "file")

    role = fields.Selection(ROLES, "Used For", required=True)
    name = fields.Char("Font", required=True, help="Its name as printed in lists.")
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", "County", required=True, default=lambda self: self.env.company, index=True
    )
    file = fields.Binary("Font File", attachment=True, required=True)
    file_name = fields.Char()

    @api.constrains("file")
    def _check_file(self):
        for font in self:
            start = base64.b64decode(font.with_context(bin_size=False).file or b"")[:4]
            if start not in STARTS:
                raise ValidationError(
                    self.env._(
                        "“%s” is no font file. Choose a file that ends with .ttf or .otf; a "
                        "collection (.ttc) has to be split first.",
                        font.file_name or font.name,
                    )
                )

    @api.model
    def _style(self, company):
        """Return the style sheet that names the fonts of a county's documents."""
        fonts = self.sudo().with_context(bin_size=False).search([("company_id", "=", company.id)])
        faces = [
            f'@font-face {{ font-family: "zs-font-{font.id}"; src: '
            f"url(data:font/ttf;base64,{font.file.decode()}); }}"
            for font in fonts
        ]
        rules = [
            f".zs_font_{role} {{ font-family: {fonts._chain(role)}; }}" for role, _label in ROLES
        ]
        # nothing of it was typed by anybody: numbers, the file's bytes and the names above
        return Markup("\n".join(faces + rules))  # noqa: S704

    def _chain(self, role):
        own = [f"zs-font-{font.id}" for font in self if font.role == role]
        names = ", ".join(f'"{name}"' for name in (*own, *CHAINS[role]))
        return f"{names}, {FREE[role]}"

    @api.model
    def _used(self, company):
        """Return {role: the font that is really used}, as a rendered page tells."""
        fonts = self.sudo().search([("company_id", "=", company.id)])
        known = self._rendered_with(company.id, tuple(fonts.mapped("write_date")))
        own = {f"zs-font-{font.id}": font.name for font in fonts}
        return {role: own.get(name, name) for role, name in known.items()}

    @tools.ormcache("company_id", "changed")
    def _rendered_with(self, company_id, changed):
        """Set one character in each role and read the names of the fonts from the PDF."""
        from pypdf import PdfReader
        from weasyprint import HTML

        style = self._style(self.env["res.company"].browse(company_id))
        found = {}
        for role, _label in ROLES:
            page = f'<style>{style}</style><p class="zs_font_{role}">招</p>'
            pdf = PdfReader(io.BytesIO(HTML(string=page, base_url="embedded:/").write_pdf()))
            (font,) = pdf.pages[0]["/Resources"]["/Font"].values()
            name = font.get_object()["/BaseFont"].lstrip("/")
            found[role] = re.sub(r"^[A-Z]{6}\+", "", name)
        return found
