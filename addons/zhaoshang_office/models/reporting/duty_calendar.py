from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...rules import duty as rules
from ..clock import county_today
from ..organisation.bureau_kept import OFFICES
from .duty import KINDS, SIGNS, STATES
from .duty_facts import in_charge

WORKLOG, VISITS, CONTACTS, ITEM = "worklog", "visits", "contacts", "dispatch"
OF_A_PERSON = (rules.MONDAY_CALL, WORKLOG)
# where a row comes from -> model behind it; the row's number ends with the place in this list
SOURCES = (
    "zhaoshang.duty",
    "zhaoshang.worklog.day",
    "zhaoshang.visit.week",
    "zhaoshang.contact.month",
    "zhaoshang.dispatch.item",
)
# of Odoo's palette: blue, green, orange, red, grey
COLOURS = {"due": 4, "done": 10, "late": 2, "missed": 1, "excused": 28}
LOGS_SHOWN = timedelta(days=92)
LEADER = "zhaoshang_office.group_leader"


class DutyCalendar(models.Model):
    """All that is to be done by day: duties, logs, visits, the address book, items of leaders.

    Duties are rows of their own. The rest has very many days and no step of clause 11 (R027, R030,
    R040, R044): it is worked out from the facts by one statement, and nothing is stored.
    """

    _name = "zhaoshang.duty.calendar"
    _description = "Duty Calendar"
    _inherit = ["zhaoshang.unranked", "zhaoshang.readable"]
    _auto = False
    _order = "due_on desc, bureau_id, kind, id"
    _rec_name = "kind"
    _depends = {
        "zhaoshang.duty": ["kind", "state", "due_on", "appointment_id", "user_id"],
        "zhaoshang.visit": ["bureau_id", "week_from", "state", "date"],
        "zhaoshang.contact.touch": ["bureau_id", "touched_on"],
        "zhaoshang.contact.statement": ["bureau_id", "month_from"],
        "zhaoshang.dispatch.item": ["bureau_id", "appointment_id", "deadline", "state"],
        "zhaoshang.acting": ["bureau_id", "appointment_id", "date_from", "date_to"],
    }

    kind = fields.Selection(
        [
            *KINDS,
            (WORKLOG, "Work Log"),
            (VISITS, "Visits of the Week"),
            (CONTACTS, "Address Book"),
            (ITEM, "Item of a Leader"),
        ],
        readonly=True,
    )
    appointment_id = fields.Many2one("zhaoshang.appointment", "Who Answers", readonly=True)
    user_id = fields.Many2one("res.users", readonly=True)
    bureau_id = fields.Many2one("zhaoshang.bureau", readonly=True)
    company_id = fields.Many2one("res.company", "County", readonly=True)
    due_on = fields.Date("Day", readonly=True)
    state = fields.Selection(STATES, "Status", readonly=True)
    colour = fields.Integer(
        compute="_compute_colour", help="Of the calendar; its sign says it, too."
    )
    source_id = fields.Many2oneReference(model_field="source", readonly=True, aggregator=None)
    source = fields.Char("Source Model", compute="_compute_words")
    status = fields.Char("Status in Words", compute="_compute_words")
    explanation = fields.Text("Why", compute="_compute_words")
    steps = fields.Boolean(
        "Counts for Clause 11",
        compute="_compute_words",
        help="R089: only the reports of clause 8 can come to a step; the rest is told in the "
        "bulletin.",
    )

    @property
    def _table_query(self):
        days = self.env["zhaoshang.worklog.day"]
        today = county_today(self.env)
        days._flush_days()
        first = max(days._first_day(self.env.companies) or today, today - LOGS_SHOWN)
        return SQL(
            """
            SELECT id::bigint * 5 AS id, id::bigint AS source_id, kind, appointment_id, user_id,
                   bureau_id, company_id, due_on, state
              FROM zhaoshang_duty
         UNION ALL
            SELECT id * 5 + 1, id, 'worklog', appointment_id, user_id, bureau_id, company_id, day,
                   CASE state WHEN 'written' THEN 'done' WHEN 'missing' THEN 'missed'
                        WHEN 'exempt' THEN 'excused'
                        ELSE CASE WHEN day < %(today)s THEN 'late' ELSE 'due' END END
              FROM (%(logs)s) log
         UNION ALL
            SELECT id::bigint * 5 + 2, id, 'visits', NULL, NULL, bureau_id, company_id, date_to,
                   CASE state WHEN 'met' THEN 'done' WHEN 'waived' THEN 'excused'
                        WHEN 'running' THEN 'due' ELSE 'missed' END
              FROM zhaoshang_visit_week WHERE watched
         UNION ALL
            SELECT id::bigint * 5 + 3, id, 'contacts', NULL, NULL, bureau_id, company_id,
                   (month_from + interval '1 month')::date - 1,
                   CASE state WHEN 'open' THEN 'due' WHEN 'missing' THEN 'missed' ELSE 'done' END
              FROM zhaoshang_contact_month WHERE watched
         UNION ALL
            SELECT id::bigint * 5 + 4, id, 'dispatch', appointment_id, user_id, bureau_id,
                   company_id, deadline, state
              FROM (%(items)s) item
            """,
            today=today,
            items=in_charge(today),
            logs=days._days_query(self.env.companies, first, today),
        )

    @api.depends("kind", "bureau_id", "appointment_id", "state")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for row in self:
            of_person = row.kind in OF_A_PERSON
            whose = row.appointment_id.sudo().name if of_person else row.bureau_id.sudo().name
            row.display_name = f"{SIGNS.get(row.state, '')} {kinds.get(row.kind)} {whose}"

    @api.depends("state")
    def _compute_colour(self):
        for row in self:
            row.colour = COLOURS.get(row.state, 0)

    @api.depends("source_id", "state")
    @api.depends_context("lang")
    def _compute_words(self):
        for number, model in enumerate(SOURCES):
            rows = self.browse(n for n in self.ids if n % len(SOURCES) == number)
            found = {one.id: one for one in self.env[model].browse(rows.mapped("source_id"))}
            for row in rows:
                record = found[row.source_id]
                row.source = model
                row.status = record.status if model == "zhaoshang.duty" else record.words
                explained = record._fields.get("explanation")
                row.explanation = record.explanation if explained else record.words
                row.steps = row.kind in rules.ON_THE_LADDER

    def action_open(self):
        """One click to what fulfils it: the log, the report, the visit, the address book."""
        self.ensure_one()
        self.check_access("read")
        if self.kind == VISITS and self.state == "due" and self._is_own():
            return self.env["ir.actions.act_window"]._for_xml_id(
                "zhaoshang_office.zhaoshang_visit_new_action"
            )
        record = self.env[self.source].browse(self.source_id)
        if self.kind == WORKLOG and not record.worklog_id and self.user_id != self.env.user:
            return self.action_why()
        if self.kind in (VISITS, CONTACTS):
            return self._form_of(record)
        return record.action_open()

    def action_why(self):
        """Open what says why it stands so."""
        self.ensure_one()
        self.check_access("read")
        if self.kind in (WORKLOG, ITEM):
            return self._form_of(self)
        return self._form_of(self.env[self.source].browse(self.source_id))

    def _is_own(self):
        return self.bureau_id in self._own_bureaus()

    def _form_of(self, record):
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    @api.model
    def _domain_readable(self):
        """R041: items may speak of projects; who reads the item reads its row."""
        user = self.env.user
        seen = super()._domain_readable()
        if any(user.has_group(group) for group in OFFICES):
            return seen
        of_item = Domain("bureau_id", "in", self._own_bureaus().ids)
        if user.has_group(LEADER):
            of_item |= Domain("bureau_id.leader_ids", "in", user.ids)
        return seen & (Domain("kind", "!=", ITEM) | of_item)

    @api.model
    def _domain_readable_to_officer(self):
        """R012, R041: his own and his bureau's; a head all of his people; a leader his bureaus'."""
        seen = super()._domain_readable_to_officer()
        own = Domain("bureau_id", "in", self._own_bureaus().ids)
        of_bureau = Domain("kind", "not in", OF_A_PERSON)
        if self.env.user.has_group("zhaoshang_office.group_head"):
            seen |= own
        else:
            seen |= own & of_bureau
        if self.env.user.has_group(LEADER):
            seen |= Domain("bureau_id.leader_ids", "in", self.env.user.ids) & of_bureau
        return seen
