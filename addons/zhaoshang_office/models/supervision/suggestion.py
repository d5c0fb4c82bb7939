import hashlib
import secrets

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..clock import county_today

READER = "zhaoshang_office.group_organisation_department"
LONGEST_TITLE, LONGEST_TEXT = 100, 5_000
LARGEST_ID = 2**31 - 1
# no letters and figures that look alike: a code is written down by hand
CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 16


class Suggestion(models.Model):
    """The complaints box (意见箱, R137): named or anonymous, read by the organisation department.

    Of an anonymous entry nothing leads to its writer. There are no columns of who and when
    (``_log_access``), no talk, no followers, no line of the audit log, no attachment, no box that
    is stored while one types; the day is kept and not the hour, and the number of a row is drawn
    by lot, so that rows do not tell in which order they came. Whoever wrote reads the answer by
    a code of which only the digest is kept. What the box cannot undo is told to the writer: the web
    server's own log knows that some address called the server at that moment, as at any other.
    """

    _name = "zhaoshang.suggestion"
    _description = "Suggestion or Complaint"
    _order = "received_on desc, id"
    _rec_name = "title"
    _log_access = False
    _zs_kept_in_bureau = True

    title = fields.Char(required=True, readonly=True)
    content = fields.Text(required=True, readonly=True)
    received_on = fields.Date(required=True, readonly=True, index=True)
    named = fields.Boolean("With a Name", readonly=True)
    writer_name = fields.Char("Written By", readonly=True)
    company_id = fields.Many2one(
        "res.company", "County", required=True, readonly=True, ondelete="restrict"
    )
    code_digest = fields.Char(readonly=True, exportable=False, groups=fields.NO_ACCESS)
    state = fields.Selection(
        [("new", "To Be Replied To"), ("answered", "Replied")],
        "Status",
        required=True,
        readonly=True,
        index=True,
        group_expand=True,
    )
    answer = fields.Text("Reply", readonly=True)
    answered_on = fields.Date("Replied On", readonly=True)
    answered_by = fields.Char("Replied By", readonly=True)

    _by_code = models.UniqueIndex("(code_digest)")

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise AccessError(self._by_its_box())

    def write(self, vals):  # pylint: disable=method-required-super
        raise AccessError(self._by_its_box())

    def unlink(self):  # pylint: disable=method-required-super
        raise AccessError(self._by_its_box())

    def _by_its_box(self):
        return self.env._(
            "What was put into the box stands as it was written; it is answered by its button, and "
            "neither changed nor thrown away (R137)."
        )

    @api.model
    def action_send(self, title, content, named=False):
        """Put something into the box; everybody who works in this system may (R137).

        :param named: whether the writer's name goes with it
        :return: the code by which the answer is read; it is told once and kept nowhere
        """
        if not self.env.user._is_internal():
            raise AccessError(self.env._("The box is for those who work in this system (R137)."))
        title, content = self._said(title, content)
        code = "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))
        self._put_in(title, content, self._digest(code), named=named is True)
        return "-".join(code[start : start + 4] for start in range(0, CODE_LENGTH, 4))

    def _said(self, title, content):
        title, content = str(title or "").strip(), str(content or "").strip()
        if not title or not content:
            raise UserError(self.env._("Write what it is about, and what you want to say (R137)."))
        if len(title) > LONGEST_TITLE or len(content) > LONGEST_TEXT:
            raise UserError(
                self.env._(
                    "The title may have %(title)s characters and the text %(text)s (R137). Shorten "
                    "it, or write twice.",
                    title=LONGEST_TITLE,
                    text=LONGEST_TEXT,
                )
            )
        return title, content

    def _put_in(self, title, content, digest, *, named):
        """Insert by plain SQL: nothing that watches records runs; the number is drawn by lot."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO zhaoshang_suggestion (id, title, content, received_on, named,
                    writer_name, company_id, code_digest, state)
                SELECT lot, %(title)s, %(content)s, %(today)s, %(named)s, %(name)s, %(company)s,
                       %(digest)s, 'new'
                  FROM (VALUES (%(one)s), (%(two)s), (%(three)s)) drawn (lot)
                 WHERE NOT EXISTS (SELECT FROM zhaoshang_suggestion s WHERE s.id = lot)
                 LIMIT 1
                """,
                title=title,
                content=content,
                today=county_today(self.env),
                named=named,
                name=self.env.user.sudo().name if named else None,
                company=self.env.company.id,
                digest=digest,
                one=1 + secrets.randbelow(LARGEST_ID),
                two=1 + secrets.randbelow(LARGEST_ID),
                three=1 + secrets.randbelow(LARGEST_ID),
            )
        )

    @api.model
    def _digest(self, code):
        plain = "".join(letter for letter in str(code or "").upper() if letter in CODE_LETTERS)
        return hashlib.sha256(f"zhaoshang.suggestion {plain}".encode()).hexdigest()

    @api.model
    @api.readonly
    def action_look_up(self, code):
        """Return what became of an entry to whoever has its code; nothing is noted (R137)."""
        found = self.sudo().search([("code_digest", "=", self._digest(code))])
        if not found:
            raise UserError(
                self.env._(
                    "No entry has this code. Type it as it was shown when the entry was sent; it "
                    "cannot be found again by anybody else (R137)."
                )
            )
        return {
            "title": found.title,
            "received_on": str(found.received_on),
            "answer": found.answer or "",
            "answered_on": str(found.answered_on or ""),
        }

    def action_answer(self, answer):
        """The organisation department answers; an answer may be written again (R137)."""
        if not self.env.user.has_group(READER):
            raise AccessError(
                self.env._("The box is read and answered by the organisation department (R137).")
            )
        self.check_access("read")
        if not str(answer or "").strip():
            raise UserError(self.env._("Write the answer first (R137)."))
        self.sudo()._govern(
            {
                "answer": str(answer).strip(),
                "state": "answered",
                "answered_on": county_today(self.env),
                "answered_by": self.env.user.name,
            }
        )

    def _govern(self, vals):
        """Write what a command has decided."""
        return super().write(vals)  # pylint: disable=super-method-mismatch
