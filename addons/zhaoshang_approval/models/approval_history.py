from collections import defaultdict
from operator import itemgetter

from odoo import models
from odoo.tools import SQL
from odoo.tools.misc import groupby

from ..engine import chain, replay, states, stored, verify
from ..engine.run import Run, Task
from ..engine.stored import FILES


class ApprovalInstance(models.Model):
    """The history of runs, read past the ORM: what is checked is what the table holds."""

    _inherit = "zhaoshang.approval.instance"

    def _zs_history(self):
        """Entries of this run's history in order, as dictionaries."""
        return self._zs_histories(self._zs_one("instance_id")).get(self.id, [])

    def _zs_findings(self):
        """What does not hold in the history of this run; see :func:`engine.verify.findings`."""
        found = self._zs_findings_where(self._zs_one("instance_id"), self._zs_one("id"))
        strange = self._zs_strange_signatures(SQL("e.instance_id = %s", self.id))
        lost = self._zs_lost_files(self._zs_one("id"))
        return (
            found[self.id]
            + [("signature", place) for _run, place in strange]
            + [("file", place) for _run, place in lost]
        )

    def _zs_one(self, column):
        return SQL("%s = %s", SQL.identifier(column), self.id)

    def _zs_findings_where(self, of_events, of_runs):
        """``{run id: findings}`` of all runs that have a row, a history or an anchor there.

        :param of_events: condition on ``instance_id``
        :param of_runs: the same condition on the ``id`` of runs
        """
        self.flush_model(["state", "digest"])
        histories = self._zs_histories(of_events)
        runs = self._zs_rows(of_runs)
        anchored = self._zs_anchored(of_events)
        found = {
            run: verify.findings(runs.get(run), histories.get(run, []), anchored.get(run, ()))
            for run in sorted({*histories, *runs, *anchored, *self.ids})
        }
        whole = {run: events for run, events in histories.items() if not found[run]}
        facts = self._zs_facts(of_runs, of_events)
        flow_of = self._zs_flows_of(whole).__getitem__
        for run, events in whole.items():
            found[run] += verify.deviations(facts[run], events, flow_of)
        return found

    def _zs_flows_of(self, histories):
        """``{version id: its flow}`` of all versions that these histories name."""
        named = {event["version_id"] for events in histories.values() for event in events}
        versions = self.env["zhaoshang.approval.version"].browse(named - {None}).exists()
        return {version.id: version._zs_definition() for version in versions}

    def _zs_facts(self, of_runs, of_tasks):
        """``{run id: what its rows say}``, to be compared with what its history tells.

        :param of_runs: condition on the ``id`` of runs
        :param of_tasks: the same condition on ``instance_id``
        """
        self.flush_model()
        self.env["zhaoshang.approval.task"].flush_model()
        tasks, rounds = defaultdict(list), defaultdict(dict)
        for run, round_, *values in self.env.execute_query(
            SQL(
                "SELECT instance_id, round, id, step_key, party_key, user_id, kind, state"
                " FROM zhaoshang_approval_task WHERE %s ORDER BY id",
                of_tasks,
            )
        ):
            task = Task(*values)
            tasks[run].append(task)
            rounds[run][task.id] = round_
        facts = {}
        for run, version, requester, number, course, *values in self.env.execute_query(
            SQL(
                "SELECT id, version_id, requester_id, filing_number, course, state, step_key,"
                " filing_state, round FROM %s WHERE %s",
                SQL.identifier(self._table),
                of_runs,
            )
        ):
            state, step, filing, round_ = values
            stands = Run(state, step, tuple(tasks[run]), filing, round_)
            facts[run] = replay.facts(
                stored.with_course(stands, course), rounds[run], version=version,
                requester=requester, chosen=stored.chosen(course), number=number,
            )  # fmt: skip
        return facts

    def _zs_histories(self, condition):
        names = (*chain.EVENT_FIELDS, *chain.FURTHER_FIELDS, "prev_hash", "hash")
        rows = self.env.execute_query(
            SQL(
                "SELECT %s FROM zhaoshang_approval_event WHERE %s ORDER BY instance_id, seq",
                SQL(", ").join(map(SQL.identifier, names)),
                condition,
            )
        )
        entries = (dict(zip(names, row, strict=True)) for row in rows)
        return dict(groupby(entries, key=itemgetter("instance_id")))

    def _zs_rows(self, condition):
        rows = self.env.execute_query(
            SQL(
                "SELECT id, state, digest, snapshot FROM %s WHERE %s",
                SQL.identifier(self._table),
                condition,
            )
        )
        return {
            run: {"state": state, "digest": digest, "content": chain.digest(snapshot)}
            for run, state, digest, snapshot in rows
        }

    def _zs_anchored(self, condition):
        rows = self.env.execute_query(
            SQL(
                "SELECT instance_id, seq, hash FROM zhaoshang_approval_anchor_head"
                " WHERE %s ORDER BY instance_id, seq",
                condition,
            )
        )
        return {run: [row[1:] for row in its] for run, its in groupby(rows, itemgetter(0))}

    def _zs_strange_signatures(self, condition):
        """``[(run, entry)]`` signed by hand whose picture is not the one that was signed with.

        Taking a decision back takes its picture, too.
        """
        self.env["zhaoshang.approval.task"].flush_model(["signature"])
        return self.env.execute_query(
            SQL(
                "SELECT e.instance_id, e.seq FROM zhaoshang_approval_event e"
                " LEFT JOIN zhaoshang_approval_task t ON t.id = e.task_id"
                " WHERE e.signature_digest IS NOT NULL AND %s"
                " AND encode(sha256(t.signature), 'hex') IS DISTINCT FROM e.signature_digest"
                " AND NOT EXISTS (SELECT FROM zhaoshang_approval_event u WHERE"
                " u.instance_id = e.instance_id AND u.seq > e.seq AND u.action = 'undo')"
                " ORDER BY e.instance_id, e.seq",
                condition,
            )
        )

    def _zs_lost_files(self, condition):
        """``[(run, number of the file on the form), …]`` of files that stand in the content of a
        run and are gone, or are another one, though their document stands."""
        self.env["ir.attachment"].flush_model(["checksum"])
        return self.env.execute_query(
            SQL(
                "SELECT i.id, f.place::int"
                " FROM (SELECT id, state, purpose, snapshot FROM %s WHERE %s) i"
                " CROSS JOIN jsonb_array_elements(i.snapshot -> %s) WITH ORDINALITY f (said, place)"
                " LEFT JOIN ir_attachment a ON a.id = (f.said ->> 'id')::int"
                " WHERE i.purpose = 'submit' AND i.state IN %s"
                " AND (a.id IS NULL OR a.checksum <> f.said ->> 'sha1')"
                " ORDER BY 1, 2",
                SQL.identifier(self._table),
                condition,
                FILES,
                tuple(states.LOCKED),
            )
        )
