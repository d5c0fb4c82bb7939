from odoo import api, fields, models
from odoo.tools import SQL

from ..engine import chain, verify
from ..triggers import install_history_triggers

#: heads of the histories that grew since the anchor that kept them last
GROWN = """
    SELECT e.instance_id, COALESCE(i.company_id, 0) AS company_id, e.seq, e.hash
      FROM (SELECT DISTINCT ON (instance_id) instance_id, seq, hash
              FROM zhaoshang_approval_event ORDER BY instance_id, seq DESC) e
      JOIN zhaoshang_approval_instance i ON i.id = e.instance_id
      LEFT JOIN (SELECT instance_id, max(seq) AS seq
                   FROM zhaoshang_approval_anchor_head GROUP BY instance_id) h
             ON h.instance_id = e.instance_id
     WHERE h.seq IS NULL OR h.seq < e.seq
"""
#: one digest over heads, whatever order they are read in
DIGEST = """
    encode(sha256(convert_to(COALESCE(string_agg(concat_ws(
        ':', h.instance_id, h.company_id, h.seq, h.hash), ',' ORDER BY h.instance_id), ''), 'UTF8'
    )), 'hex')
"""


class ApprovalAnchor(models.Model):
    """One a day: keeps the last entry of every history that grew, chained to the anchor before."""

    _name = "zhaoshang.approval.anchor"
    _inherit = ["zhaoshang.approval.guarded"]
    _description = "History Anchor"
    _order = "number desc"
    _rec_name = "number"
    _log_access = False

    number = fields.Integer(required=True, aggregator=None)
    day = fields.Date(required=True, help="Day in the county on which it was made.")
    at = fields.Datetime("Made At", required=True)
    runs = fields.Integer(help="Histories that grew since the anchor before.", aggregator=None)
    heads = fields.Char(required=True, help="Digest of the last entries that it keeps.")
    prev_hash = fields.Char("Anchor Before", required=True)
    hash = fields.Char(required=True)

    _number_uniq = models.UniqueIndex("(number)", "Anchors are numbered without a gap.")
    _day_uniq = models.UniqueIndex("(day)", "There is one anchor a day.")

    def init(self):
        install_history_triggers(self.env.cr, self._table)
        return super().init()

    @api.depends("number", "day")
    def _compute_display_name(self):
        for anchor in self:
            anchor.display_name = self.env._(
                "Anchor %(number)s of %(day)s", number=anchor.number, day=anchor.day
            )

    def _zs_make(self):
        """Make today's anchor, over everything that no anchor keeps yet: days without the server
        are caught up by the next one.

        :returns: the anchor; empty where there is one of today
        """
        day = self.env["zhaoshang.approval.role"]._today()
        last = self.search([], limit=1)
        if last.day == day:
            return self.browse()
        # Odoo's transactions read one snapshot, so both statements see the same heads
        [(runs, heads)] = self.env.execute_query(
            SQL("SELECT count(*), %s FROM (%s) AS h", SQL(DIGEST), SQL(GROWN))
        )
        vals = {
            "number": last.number + 1,
            "day": day,
            "at": fields.Datetime.now(),
            "runs": runs,
            "heads": heads,
            "prev_hash": last.hash or chain.GENESIS,
        }
        vals["hash"] = verify.anchor_hash(vals, vals["prev_hash"])
        [(anchor,)] = self.env.execute_query(
            SQL(
                "INSERT INTO %s (%s) VALUES %s RETURNING id",
                SQL.identifier(self._table),
                SQL(", ").join(map(SQL.identifier, vals)),
                tuple(vals.values()),
            )
        )
        self.env.cr.execute(
            SQL(
                "INSERT INTO zhaoshang_approval_anchor_head"
                " (anchor_id, instance_id, company_id, seq, hash) SELECT %s, h.* FROM (%s) AS h",
                anchor,
                SQL(GROWN),
            )
        )
        self.invalidate_model()
        return self.browse(anchor)

    def _zs_broken(self):
        """Numbers of the anchors that do not hold."""
        names = (*verify.ANCHOR_FIELDS, "prev_hash", "hash")
        rows = self.env.execute_query(
            SQL(
                "SELECT %(names)s, heads_now FROM (SELECT a.*, (SELECT %(digest)s"
                " FROM zhaoshang_approval_anchor_head h WHERE h.anchor_id = a.id) AS heads_now"
                " FROM %(table)s a) AS anchors ORDER BY number",
                names=SQL(", ").join(map(SQL.identifier, names)),
                digest=SQL(DIGEST),
                table=SQL.identifier(self._table),
            )
        )
        anchors = [dict(zip((*names, "heads_now"), row, strict=True)) for row in rows]
        return verify.broken_anchors(anchors)

    def _zs_unanchored(self, before):
        """How many histories grew before that moment and are kept by no anchor."""
        [(runs,)] = self.env.execute_query(
            SQL(
                "SELECT count(DISTINCT e.instance_id) FROM zhaoshang_approval_event e"
                " WHERE e.at < %s AND NOT EXISTS (SELECT FROM zhaoshang_approval_anchor_head h"
                " WHERE h.instance_id = e.instance_id AND h.seq >= e.seq)",
                before,
            )
        )
        return runs


class ApprovalAnchorHead(models.Model):
    """The last entry of one history on the day of its anchor; numbers, so that it outlives both."""

    _name = "zhaoshang.approval.anchor.head"
    _inherit = ["zhaoshang.approval.guarded"]
    _description = "Entry Kept by a History Anchor"
    _order = "anchor_id, instance_id"
    _rec_name = "hash"
    _log_access = False

    anchor_id = fields.Many2one("zhaoshang.approval.anchor", required=True, ondelete="restrict")
    instance_id = fields.Integer("Run", required=True, aggregator=None)
    company_id = fields.Integer("Company (id)", aggregator=None)
    seq = fields.Integer("Entry", required=True, aggregator=None)
    hash = fields.Char(required=True)

    _of_anchor = models.Index("(anchor_id)")
    _of_run = models.UniqueIndex("(instance_id, seq)", "An entry is kept once.")

    def init(self):
        install_history_triggers(self.env.cr, self._table)
        return super().init()
