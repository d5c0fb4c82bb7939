from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..permit import permitted_create, permitted_write
from ..quiet import quiet
from ..triggers import missing_triggers

#: entries looked at in one step: about a second's work
STEP = 10_000
#: the nightly anchor may be this late before the check says so
PATIENCE = timedelta(hours=48)

HISTORIES = (
    "zhaoshang_approval_event",
    "zhaoshang_approval_anchor",
    "zhaoshang_approval_anchor_head",
)


class ApprovalCheck(models.Model):
    """One pass over all histories, in steps, so that it can be watched and interrupted."""

    _name = "zhaoshang.approval.check"
    _inherit = ["zhaoshang.approval.guarded"]
    _description = "History Check"
    _order = "id desc"
    _rec_name = "started_at"

    started_at = fields.Datetime(required=True)
    finished_at = fields.Datetime()
    user_id = fields.Many2one(
        "res.users", string="Started By", ondelete="restrict", help="Empty: by the nightly job."
    )
    state = fields.Selection(
        [("running", "Running"), ("whole", "Whole"), ("broken", "Not Whole")], required=True
    )
    reached = fields.Integer(help="The run up to which it has come.", aggregator=None)
    runs = fields.Integer(aggregator=None)
    entries = fields.Integer(aggregator=None)
    entries_total = fields.Integer("Entries in All", aggregator=None)
    anchors = fields.Integer(aggregator=None)
    finding_ids = fields.One2many("zhaoshang.approval.check.finding", "check_id")
    result = fields.Text(compute="_compute_result")
    progress = fields.Float(compute="_compute_result")

    @api.depends("state", "entries", "entries_total", "finding_ids")
    @api.depends_context("uid", "lang")
    def _compute_result(self):
        for check in self:
            check.progress = 100 * check.entries / (check.entries_total or 1)
            check.result = check._zs_result()

    def _zs_result(self):
        """Where it stands or what it found, in words."""
        if self.state == "running":
            return self.env._(
                "Looking at the histories: %(done)s of %(all)s entries so far.",
                done=self.entries, all=max(self.entries, self.entries_total),
            )  # fmt: skip
        counted = self.env._(
            "%(entries)s entries of %(runs)s runs and %(anchors)s anchors were looked at.",
            entries=self.entries, runs=self.runs, anchors=self.anchors,
        )  # fmt: skip
        found = len(self.finding_ids)
        if self.state == "whole":
            said = self.env._("The history is whole: nothing was changed, removed or inserted.")
        elif found:
            said = self.env._("The history is not whole: %s findings.", found)
        else:
            said = self.env._("Something is wrong in the records of another company.")
        return " ".join([said, counted, *self._zs_lacking_watch()])

    def action_check_now(self):
        """Start a check and show it; the page carries it on step by step."""
        self.check_access("read")
        check = self.search([("user_id", "=", self.env.uid), ("state", "=", "running")], limit=1)
        check = check or self._zs_begin(self.env.user)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("History Check"),
            "res_model": self._name,
            "res_id": check.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "current",
        }

    def zs_step(self):
        """Carry on one's own check a little.

        :returns: whether there is more to do
        """
        self.ensure_one()
        self.check_access("read")
        check = quiet(self).sudo()
        if check.user_id.id != self.env.uid:
            raise AccessError(self.env._("A check is carried on by who started it."))
        if check.state == "running":
            check._zs_step()
            if check.state == "broken":
                check._zs_mail_findings()
        return check.state == "running"

    def _zs_begin(self, user):
        [(entries,)] = self.env.execute_query(SQL("SELECT count(*) FROM zhaoshang_approval_event"))
        vals = {
            "started_at": fields.Datetime.now(),
            "user_id": user.id,
            "state": "running",
            "entries_total": entries,
        }
        return permitted_create(quiet(self).sudo(), [vals]).with_env(self.env)

    def _zs_step(self, entries=STEP):
        """Look at the next histories; after the last one at all that lies across them."""
        runs = self.env["zhaoshang.approval.instance"]
        upto = self._zs_next_bound(entries)
        of_events, of_runs = (
            SQL("%(name)s > %(low)s", name=SQL.identifier(name), low=self.reached)
            if upto is None
            else SQL(
                "%(name)s > %(low)s AND %(name)s <= %(high)s",
                name=SQL.identifier(name), low=self.reached, high=upto,
            )
            for name in ("instance_id", "id")
        )  # fmt: skip
        found = runs._zs_findings_where(of_events, of_runs)
        [(seen,)] = self.env.execute_query(
            SQL("SELECT count(*) FROM zhaoshang_approval_event WHERE %s", of_events)
        )
        self._zs_find((kind, run, place) for run, places in found.items() for kind, place in places)
        vals = {"runs": self.runs + len(found), "entries": self.entries + seen}
        if upto is None:
            vals |= self._zs_conclude()
        else:
            vals["reached"] = upto
        permitted_write(self, vals)

    def _zs_next_bound(self, entries):
        """The run with which about that many entries are complete; None for the last of all."""
        [(upto,)] = self.env.execute_query(
            SQL(
                "SELECT instance_id FROM zhaoshang_approval_event WHERE instance_id > %s"
                " ORDER BY instance_id, seq OFFSET %s LIMIT 1",
                self.reached,
                entries,
            )
        ) or [(None,)]
        return upto

    def _zs_conclude(self):
        """What lies across the histories: documents, anchors, triggers."""
        anchors = self.env["zhaoshang.approval.anchor"]
        models_ = self.env["zhaoshang.approval.mixin"]._zs_approval_models()
        tables = [self.env[name]._table for name in models_]
        self._zs_find(("anchor", 0, number) for number in anchors._zs_broken())
        unanchored = anchors._zs_unanchored(self.started_at - PATIENCE)
        self._zs_find([("unanchored", 0, unanchored)] if unanchored else [])
        self._zs_find(
            ("document", run, 0) for name in models_ for run in self._zs_strange_documents(name)
        )
        runs = self.env["zhaoshang.approval.instance"]
        self._zs_find(
            ("signature", run, place) for run, place in runs._zs_strange_signatures(SQL("TRUE"))
        )
        self._zs_find(("file", run, place) for run, place in runs._zs_lost_files(SQL("TRUE")))
        for missing in missing_triggers(self.env.cr, HISTORIES, tables):
            self._zs_find([("trigger", 0, 0)], missing)
        return {
            "anchors": anchors.search_count([]),
            "state": "broken" if self.finding_ids else "whole",
            "finished_at": fields.Datetime.now(),
        }

    def _zs_strange_documents(self, name):
        """Runs whose document says something else than they do; 0 for one without a run."""
        model = self.env[name]
        model.flush_model(["zs_approval_state", "zs_approval_instance_id"])
        rows = self.env.execute_query(
            SQL(
                "SELECT COALESCE(i.id, 0) FROM %s d LEFT JOIN zhaoshang_approval_instance i"
                " ON i.id = d.zs_approval_instance_id AND i.res_model = %s AND i.res_id = d.id"
                " WHERE d.zs_approval_state <> COALESCE(i.state, 'draft') ORDER BY 1",
                SQL.identifier(model._table),
                name,
            )
        )
        return [run for [run] in rows]

    def _zs_find(self, found, detail=False):
        """Keep findings: ``(kind, run, place)``."""
        found = list(found)
        if not found:
            return
        runs = self.env["zhaoshang.approval.instance"].browse({run for _k, run, _p in found if run})
        companies = {run.id: run.company_id.id for run in runs.exists()}
        permitted_create(
            self.env["zhaoshang.approval.check.finding"].sudo(),
            [
                {"check_id": self.id, "kind": kind, "instance_id": run, "place": place,
                 "company_id": companies.get(run) or False, "detail": detail}
                for kind, run, place in found
            ],
        )  # fmt: skip
        self.invalidate_recordset(["finding_ids"])

    @api.model
    def _cron_nightly(self):
        """Make the day's anchor, look at all histories, write to the posts that keep watch."""
        jobs = self.env["ir.cron"]
        anchors = self.env["zhaoshang.approval.anchor"]
        anchor = anchors._zs_make() or anchors.search([], limit=1)
        check = self.search([("user_id", "=", False), ("state", "=", "running")], limit=1)
        check = check or self._zs_begin(self.env["res.users"])
        while check.state == "running":
            if not jobs._commit_progress(remaining=max(1, check.entries_total - check.entries)):
                return
            check._zs_step()
        if check.state == "broken":
            check._zs_mail_findings()
        elif anchor.runs:
            check._zs_mail_anchor(anchor)
        jobs._commit_progress(remaining=0)
