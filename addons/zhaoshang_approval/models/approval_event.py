from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..engine import chain
from ..triggers import install_history_triggers
from .approval_role import COUNTY_TZ

ACTIONS = [
    ("submit", "Submitted"),
    ("resubmit", "Submitted Again"),
    ("approve", "Agreed"),
    ("reject", "Refused"),
    ("return", "Returned"),
    ("withdraw", "Withdrawn"),
    ("file", "Registered"),
    ("acknowledge", "Read"),
    ("transfer", "Handed On"),
    ("add_sign", "Asked Others"),
    ("remove_sign", "Took Away"),
    ("undo", "Took Back"),
    ("urge", "Urged"),
    ("object", "Objected"),
    ("request_revoke", "Asked to Revoke"),
    ("revoke", "Revoked"),
    ("delegate", "Delegated"),
    ("delegate_end", "Delegation Ended"),
    ("remind", "Reminded"),
    ("escalate", "Told the Deputy"),
    ("add_file", "Added Files"),
]


class ApprovalEvent(models.Model):
    """Append-only history. People and documents are numbers and names, not links: nothing that is
    deleted or renamed later changes what was written here."""

    _name = "zhaoshang.approval.event"
    _inherit = ["zhaoshang.approval.readable", "zhaoshang.approval.guarded"]
    _description = "Approval History"
    _order = "instance_id, seq"
    _rec_name = "action"
    _log_access = False

    instance_id = fields.Many2one("zhaoshang.approval.instance", required=True, ondelete="restrict")
    seq = fields.Integer(required=True, aggregator=None)
    at = fields.Datetime(required=True)
    action = fields.Selection(ACTIONS, required=True)
    actor_id = fields.Integer(required=True, aggregator=None)
    actor_name = fields.Char(required=True)
    owner_id = fields.Integer(string="On Behalf Of (id)", aggregator=None)
    owner_name = fields.Char(string="On Behalf Of")
    task_id = fields.Integer(aggregator=None)
    step_key = fields.Char()
    step_name = fields.Char()
    party_name = fields.Char()
    round = fields.Integer(aggregator=None)
    comment = fields.Text()
    version_id = fields.Integer(aggregator=None)
    version_number = fields.Integer(aggregator=None)
    res_model = fields.Char(required=True)
    res_id = fields.Integer(required=True, aggregator=None)
    state = fields.Char(help="State of the document afterwards.")
    digest = fields.Char()
    target_name = fields.Char(string="To Whom", help="Person a task was handed to, or asked.")
    signature_digest = fields.Char(help="Digest of the handwritten signature.")
    details = fields.Char(
        help="What else the command said, as JSON: with it, the state can be told from the history."
    )
    prev_hash = fields.Char(required=True)
    hash = fields.Char(required=True)

    _place_uniq = models.UniqueIndex("(instance_id, seq)", "Each event has one place.")

    def init(self):
        install_history_triggers(self.env.cr, self._table)
        return super().init()

    def _zs_reader_domain(self):
        instances = self.env["zhaoshang.approval.instance"]
        return Domain("instance_id", "in", instances._search([]))

    def _zs_append(self, events, first=False):
        """Write events at the end of their instances' chains, in the order given.

        :param first: these begin the chains, so there is no end to look for
        """
        by_instance = {}
        for event in events:
            by_instance.setdefault(event["instance_id"], []).append(event)
        heads = {} if first else self._zs_heads(by_instance)
        rows = []
        for instance, its_events in by_instance.items():
            rows += chain.link(its_events, *heads.get(instance, ()))
        columns = (*chain.EVENT_FIELDS, *chain.FURTHER_FIELDS, "prev_hash", "hash")
        self.env.cr.execute_values(
            f"INSERT INTO {self._table} ({', '.join(columns)}) VALUES %s",
            [[row.get(name) or None for name in columns] for row in rows],
            page_size=len(rows),
        )
        self.invalidate_model()
        self.env["zhaoshang.approval.instance"].invalidate_model(["event_ids"])

    def _zs_heads(self, instance_ids):
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT ON (instance_id) instance_id, seq, hash FROM %s"
                " WHERE instance_id IN %s ORDER BY instance_id, seq DESC",
                SQL.identifier(self._table),
                tuple(instance_ids),
            )
        )
        return {instance: (seq, head) for instance, seq, head in rows}

    def _zs_line(self):
        """The event as one line: when, who, what, where, why."""
        at = fields.Datetime.context_timestamp(self.with_context(tz=COUNTY_TZ), self.at)
        labels = dict(self._fields["action"]._description_selection(self.env))
        parts = [f"{at:%Y-%m-%d %H:%M}", self.actor_name, labels[self.action], self.target_name,
                 self.step_name, self.comment]  # fmt: skip
        return " ".join(part for part in parts if part)

    def _zs_chain_breaks(self, instances):
        """``{instance id: [places]}`` where the history of instances does not hold."""
        rows = {}
        names = (*chain.EVENT_FIELDS, *chain.FURTHER_FIELDS, "prev_hash", "hash")
        for event in self.sudo().search_fetch([("instance_id", "in", instances.ids)], names):
            values = {name: event[name] for name in names} | {"instance_id": event.instance_id.id}
            rows.setdefault(event.instance_id.id, []).append(values)
        found = {instance: chain.breaks(events) for instance, events in rows.items()}
        return {instance: places for instance, places in found.items() if places}
