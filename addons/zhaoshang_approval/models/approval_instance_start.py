from odoo import fields, models
from odoo.tools import SQL
from psycopg2.extras import Json

from ..engine import chain, progress, states
from ..permit import permitted_create, permitted_write


class ApprovalInstance(models.Model):
    """Submit, and submit again in a new round."""

    _inherit = "zhaoshang.approval.instance"

    def _zs_submit(self, documents, versions):
        """Open a run for each document.

        :param versions: ``{document id: version id}``
        """
        content = documents._zs_approval_snapshot()
        titles = documents._zs_approval_title()
        companies = documents._zs_approval_companies()
        now = fields.Datetime.now()
        flows = {doc.id: self._zs_definition_of(versions[doc.id]) for doc in documents}
        effects = {doc.id: progress.start(flows[doc.id], progress.Run()) for doc in documents}
        runs = permitted_create(
            self,
            [
                {
                    "version_id": versions[doc.id],
                    "res_model": doc._name,
                    "res_id": doc.id,
                    "title": titles[doc.id],
                    "flow_name": self._zs_flow_name_of(versions[doc.id]),
                    "company_id": companies[doc.id],
                    "requester_id": self.env.uid,
                    "state": effects[doc.id].state,
                    "step_key": effects[doc.id].step,
                    "round": 1,
                    "digest": chain.digest(content[doc.id]),
                    "submitted_at": now,
                    "finished_at": effects[doc.id].state == states.APPROVED and now,
                    "filing_state": effects[doc.id].filing,
                }
                for doc in documents
            ],
        )
        runs._zs_keep_snapshots(content)
        runs._zs_link_documents()
        return runs._zs_start({run.id: effects[run.res_id] for run in runs}, "submit", now)

    def _zs_resubmit(self, documents, versions):
        """Send returned or withdrawn documents again: a new round, on the version now in force."""
        content = documents._zs_approval_snapshot()
        titles = documents._zs_approval_title()
        now = fields.Datetime.now()
        effects = {}
        for run, current in self._zs_runs().items():
            flow = self._zs_definition_of(versions[self.browse(run).res_id])
            effects[run] = progress.start(flow, current)
        self._zs_write_tasks(effects, None, now)
        for run in self:
            effect = effects[run.id]
            permitted_write(
                run,
                {
                    "version_id": versions[run.res_id],
                    "title": titles[run.res_id],
                    "flow_name": self._zs_flow_name_of(versions[run.res_id]),
                    "state": effect.state,
                    "step_key": effect.step or False,
                    "round": run.round + 1,
                    "digest": chain.digest(content[run.res_id]),
                    "submitted_at": now,
                    "finished_at": effect.state == states.APPROVED and now,
                    "filing_state": effect.filing,
                },
            )
        self.flush_recordset()
        self._zs_keep_snapshots(content)
        return self._zs_start(effects, "resubmit", now)

    def _zs_start(self, effects, action, now):
        opened = self._zs_open_tasks(effects, now, self._zs_people_of_all_steps())
        self._zs_record(action, {}, None, now)
        self._zs_tell_documents(effects, dict.fromkeys(self.ids))
        self._zs_log_note(action, {}, None)
        return set(opened.user_id.ids)

    def _zs_people_of_all_steps(self):
        """Who is asked; a submit that could not be decided to the end is refused."""
        wanted = [
            (run, step, party)
            for run in self
            for step in run._zs_flow().steps
            for party in step.parties
        ]
        people = self._zs_people(wanted)
        self._zs_check_people(wanted, people)
        return people

    def _zs_keep_snapshots(self, content):
        """What was submitted, in the column that no field shows."""
        self.env.cr.execute(
            SQL(
                "UPDATE %s AS i SET snapshot = v.body::jsonb FROM (VALUES %s) AS v (id, body)"
                " WHERE i.id = v.id",
                SQL.identifier(self._table),
                SQL(", ").join(
                    (run.id, Json(content[run.res_id], dumps=chain.canonical)) for run in self
                ),
            )
        )

    def _zs_link_documents(self):
        """Point each document to its run: written with its state, in the same statement."""
        for run in self:
            document = self.env[run.res_model].browse(run.res_id)
            document._fields["zs_approval_instance_id"].write(document, run.id)
            document.modified(["zs_approval_instance_id"])
