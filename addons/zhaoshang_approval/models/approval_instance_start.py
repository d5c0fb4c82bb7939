from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.tools import SQL
from psycopg2.extras import Json

from ..condition import meeting
from ..engine import chain, progress, states, stored
from ..engine.run import Run
from ..engine.states import Refused
from ..permit import permitted_write
from ..remembered import forget


class ApprovalInstance(models.Model):
    """Submit, and submit again in a new round."""

    _inherit = "zhaoshang.approval.instance"

    def _zs_submit(self, documents, versions, choices=None, purpose="submit", comment=None):
        """Open a run for each document.

        :param versions: ``{document id: version id}``
        :param choices: ``{party key: user ids}`` chosen by the requester
        :param purpose: ``submit``, or ``revoke`` of what is approved
        """
        self._zs_know_users({self.env.uid})  # whose name many a content bears
        content = documents._zs_content()
        titles = documents._zs_titles()
        companies = documents._zs_approval_companies()
        now = fields.Datetime.now()
        flows = {doc.id: self._zs_definition_of(versions[doc.id]) for doc in documents}
        if purpose == "revoke":
            flows = {number: flow.to_revoke() for number, flow in flows.items()}
        skipped = self._zs_skipped(documents, flows)
        effects = {
            doc.id: self._zs_begin(flows[doc.id], Run(skipped=skipped[doc.id]), doc)
            for doc in documents
        }
        runs = self._zs_insert(
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
                    "purpose": purpose,
                    "lock_version": 0,
                    "revokes_id": purpose == "revoke" and doc.zs_approval_instance_id.id,
                    "course": self._zs_first_course(skipped[doc.id], choices),
                }
                for doc in documents
            ],
            snapshot=[self._zs_snapshot(content[doc.id]) for doc in documents],
        )
        if purpose == "submit":
            runs._zs_check_in_force()
            runs._zs_link_documents()
        runs._zs_check_choices()
        action = "submit" if purpose == "submit" else "request_revoke"
        effects = {run.id: effects[run.res_id] for run in runs}
        return runs._zs_start(effects, action, now, comment)

    def _zs_begin(self, flow, run, document, **options):
        """Ask the law to start a run."""
        try:
            return progress.start(flow, run, **options)
        except Refused as refused:
            texts = {
                "nobody_decides": self.env._(
                    "No step of the flow applies to “%s”, so nobody would decide on it. Ask the "
                    "administrator to check the conditions of the flow.",
                    document.display_name,
                ),
            }
            straight = self.env._(
                "“%s” cannot go straight back to a step: no step of the flow in force returned "
                "it. Send it from the first step.",
                document.display_name,
            )
            raise UserError(texts.get(refused.reason, straight)) from refused

    def _zs_skipped(self, documents, flows, look=meeting):
        """``{document id: keys of the steps whose condition does not hold for it}``

        :param look: which documents a condition holds for, and with whose rights that is found out
        """
        skipped = dict.fromkeys(documents.ids, frozenset())
        for flow in set(flows.values()):
            its_documents = documents.filtered(lambda doc, flow=flow: flows[doc.id] == flow)
            for step in flow.steps:
                if step.condition:
                    for doc in its_documents - look(its_documents, step.condition, step.name):
                        skipped[doc.id] |= {step.key}
        return skipped

    def _zs_first_course(self, skipped, choices):
        chosen = {"chosen": {str(key): list(users) for key, users in (choices or {}).items()}}
        return stored.course(Run(skipped=skipped)) | (chosen if choices else {}) or False

    def _zs_check_choices(self):
        """The requester chooses for each party that leaves it to him, among its post's members."""
        for run in self:
            chosen = stored.chosen(run.course)
            open_parties = {p.key: p for p in run._zs_parties_to_choose()}
            pools = run._zs_role_people({party.ref for party in open_parties.values()})
            if chosen.keys() - open_parties.keys():
                raise UserError(self.env._("Nobody is to be chosen for this step."))
            for key, party in open_parties.items():
                pool = {user for user, _owner in pools.get(party.ref, ())}
                if not chosen.get(key):
                    raise UserError(
                        self.env._(
                            "Choose who shall decide for “%s” before you send it.", party.name
                        )
                    )
                if not set(chosen[key]) <= pool:
                    raise UserError(
                        self.env._("Choose members of the post that “%s” names.", party.name)
                    )

    def _zs_parties_to_choose(self):
        """Parties whose people the requester chooses."""
        return [
            party
            for step in self._zs_way().steps
            for party in step.parties
            if party.source == "requester_choice"
        ]

    def _zs_resubmit(self, documents, versions, choices=None, straight_back=False):
        """Send returned or withdrawn documents again: a new round, on the version now in force.

        :param straight_back: past the steps before the one that returned them
        """
        self._zs_know_users({self.env.uid})  # whose name many a content bears
        content = documents._zs_content()
        titles = documents._zs_titles()
        now = fields.Datetime.now()
        flows = {doc.id: self._zs_definition_of(versions[doc.id]) for doc in documents}
        skipped = self._zs_skipped(documents, flows)
        by_id = {doc.id: doc for doc in documents}
        effects = {}
        for number, current in self._zs_runs().items():
            document = by_id[self.browse(number).res_id]
            current = replace(current, skipped=skipped[document.id])
            effects[number] = self._zs_begin(
                flows[document.id], current, document, straight_back=straight_back
            )
        self._zs_write_tasks(effects, None, now)
        for run in self:
            effect = effects[run.id]
            kept = choices or stored.chosen(run.course)
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
                    "course": self._zs_first_course(skipped[run.res_id], kept),
                    "footprint": False,
                },
            )
        self.flush_recordset()
        self._zs_keep_snapshots(content)
        self._zs_check_in_force()
        self._zs_check_choices()
        return self._zs_start(effects, "resubmit", now, straight_back=straight_back)

    def _zs_start(self, effects, action, now, comment=None, straight_back=False):
        opened = self._zs_open_tasks(effects, now, self._zs_people_of_all_steps())
        said = {"straight_back": True} if straight_back else {}
        self._zs_record(action, {}, comment, now, opened, details=said)
        self._zs_tell_documents(effects, dict.fromkeys(self.ids))
        return set(opened.user_id.ids)

    def _zs_people_of_all_steps(self):
        """Who is asked; a submit that could not be decided to the end is refused."""
        wanted = [
            (run, step, party)
            for run in self
            for step in run._zs_way().steps
            for party in step.parties
        ]
        return self._zs_asked(wanted)

    @api.model
    def _zs_snapshot(self, content):
        """What is submitted, for the column that no field shows."""
        return Json(content, dumps=chain.canonical)

    def _zs_keep_snapshots(self, content):
        self.env.execute_query(
            SQL(
                "UPDATE %s AS i SET snapshot = v.body::jsonb FROM (VALUES %s) AS v (id, body)"
                " WHERE i.id = v.id",
                SQL.identifier(self._table),
                SQL(", ").join((run.id, self._zs_snapshot(content[run.res_id])) for run in self),
            )
        )

    def _zs_check_in_force(self):
        """The versions these runs take are the ones in force.

        :raises ConcurrencyError: where another was put in force since they were remembered; Odoo
            then calls again
        """
        self.env["zhaoshang.approval.version"].flush_model(["state", "flow_id"])
        self.env["zhaoshang.approval.flow"].flush_model(["active"])
        taken = set(self.version_id.ids)
        in_force = self.env.execute_query(
            SQL(
                "SELECT w.id FROM zhaoshang_approval_version w JOIN zhaoshang_approval_flow f"
                " ON f.id = w.flow_id WHERE w.id IN %s AND w.state = 'published' AND f.active",
                tuple(taken),
            )
        )
        if len(in_force) < len(taken):
            forget(self.env)
            raise ConcurrencyError("The flow was changed.")  # pylint: disable=translation-required

    def _zs_link_documents(self):
        """Point each document to its run: written with its state, in the same statement."""
        for run in self:
            document = self.env[run.res_model].browse(run.res_id)
            document._fields["zs_approval_instance_id"].write(document, run.id)
            document.modified(["zs_approval_instance_id"])
