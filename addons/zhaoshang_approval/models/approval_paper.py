from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import hash_sign, verify_hash_signed
from odoo.tools.image import image_data_uri

from ..engine import chain, verify
from ..engine.stored import FILES
from ..qr import qr_svg
from ..quiet import quiet
from .approval_role import COUNTY_TZ

REPORT = "zhaoshang_approval.action_report_approval"
TOKEN_SCOPE = "zhaoshang_approval_verify"

#: half of a line of the form, in characters of which a Chinese one counts two
HALF_LINE = 28


class ApprovalInstance(models.Model):
    """The 审批单: a run on paper, with the way to check it."""

    _inherit = "zhaoshang.approval.instance"

    @api.readonly
    def action_print(self):
        """Print these runs; whoever may read a run may print it."""
        self.check_access("read")
        self.env["ir.actions.report"]._zs_check_printed(self.ids)
        return self.env.ref(REPORT).report_action(self, config=False)

    @api.model
    @api.readonly
    def action_print_documents(self, res_model, res_ids):
        """Print the runs of documents of any model in approval."""
        if res_model not in self.env["zhaoshang.approval.mixin"]._zs_approval_models():
            raise UserError(self.env._("Documents of this kind do not go through approval."))
        documents = self.env[res_model].browse(res_ids)
        documents.check_access("read")
        runs = self.browse(documents.sudo().zs_approval_instance_id.ids)
        if not runs:
            raise UserError(self.env._("This document has not been submitted."))
        return runs.action_print()

    def _zs_paper(self):
        """All that one form shows."""
        self.ensure_one()
        self.check_access("read")
        run = quiet(self).sudo()
        history = run._zs_history()
        seq, head = verify.head(history)
        return {
            "facts": run._zs_paper_facts(),
            "content": run._zs_paper_content(),
            "files": run._zs_paper_files(),
            "entries": run._zs_paper_entries(),
            "waiting": run._zs_paper_waiting(),
            "findings": run._zs_finding_sentences(),
            "end": self.env._("End of the history (%s entries)", seq),
            "head": verify.short(head),
            "printed": self.env._(
                "Printed on %(moment)s by %(person)s",
                moment=self._zs_moment(fields.Datetime.now()),
                person=self.env.user.name,
            ),
            "qr": qr_svg(run._zs_verify_url(seq, head)),
        }

    def _zs_moment(self, moment):
        """A moment in the county, to the minute."""
        if not moment:
            return ""
        there = fields.Datetime.context_timestamp(self.with_context(tz=COUNTY_TZ), moment)
        return f"{there:%Y-%m-%d %H:%M}"

    def _zs_paper_facts(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        flow = self.env._(
            "%(flow)s (version %(number)s)", flow=self.flow_name, number=self.version_id.number
        )
        purposes = dict(self._fields["purpose"]._description_selection(self.env))
        rows = [
            (self.env._("Flow"), flow),
            (self.env._("Purpose"), self.purpose == "revoke" and purposes["revoke"]),
            (self.env._("Requester"), self.requester_id.name),
            (self.env._("Submitted"), self._zs_moment(self.submitted_at)),
            (self.env._("State"), states[self.state]),
            (self.env._("Finished"), self._zs_moment(self.finished_at)),
            (self.env._("Registered as"), self.filing_number),
            (self.env._("Steps of the flow"), self._zs_paper_steps()),
        ]
        return _in_pairs(row for row in rows if row[1])

    def _zs_paper_steps(self):
        return " → ".join(
            self.env._(
                "%(step)s (%(parties)s)",
                step=step.name,
                parties=" / ".join(step.party_ids.mapped("name")),
            )
            for step in self.version_id.step_ids.sorted()
        )

    def _zs_paper_content(self):
        """What was submitted, as far as the reader may know it."""
        if self.res_model not in self.env:
            return []
        document = self.env[self.res_model].browse(self.res_id)
        return _in_pairs(document._zs_snapshot_rows(self._zs_snapshots()[self.id] or {}))

    def _zs_paper_files(self):
        """``[(number, what it is called, its digest or address), …]`` of the files that were
        decided on, as far as the reader may know them."""
        if self.res_model not in self.env:
            return []
        document = self.env[self.res_model].browse(self.res_id)
        entries = (self._zs_snapshots()[self.id] or {}).get(FILES, [])
        readable = document._zs_readable_files(entries)
        numbers = [number for number, entry in enumerate(entries, 1) if entry in readable]
        return [
            (number, label, entry.get("sha1") or entry.get("url") or "")
            for number, entry, label in zip(
                numbers, readable, document._zs_file_labels(readable), strict=True
            )
        ]

    def _zs_paper_entries(self):
        """One row for each entry of the history, so that none can be left out unseen."""
        events = self.event_ids.sorted("seq")
        labels = dict(events._fields["action"]._description_selection(self.env))
        tasks = self.env["zhaoshang.approval.task"].browse(filter(None, events.mapped("task_id")))
        kept = {task.id: task for task in tasks.exists()}
        rounds = len(set(events.mapped("round"))) > 1
        return [
            {
                "seq": event.seq,
                "round": rounds and self.env._("Round %s", event.round),
                "step": event.step_name or "",
                "party": event.party_name != event.step_name and event.party_name or "",
                "action": labels[event.action],
                "to": event.target_name or "",
                "comment": event.comment or "",
                "who": event.actor_name,
                "on_behalf_of": event.owner_name and self.env._("for %s", event.owner_name),
                "at": self._zs_moment(event.at),
                "signature": kept[event.task_id]._zs_signature_uri(event)
                if event.task_id in kept
                else False,
            }
            for event in events
        ]

    def _zs_paper_waiting(self):
        """``[(step, parties with the people asked), …]`` that have not acted yet."""
        waiting = self.task_ids.filtered(lambda task: task.state == "open")
        return [
            (
                step,
                [
                    (party, " / ".join(its.user_id.mapped("name")))
                    for party, its in tasks.grouped("party").items()
                ],
            )
            for step, tasks in waiting.sorted("id").grouped("step_name").items()
        ]

    def _zs_finding_sentences(self, findings=None):
        """What does not hold in the history of this run, as sentences."""
        sentence = self.env["zhaoshang.approval.check.finding"]._zs_sentence
        findings = self._zs_findings() if findings is None else findings
        return [sentence(kind, self.id, place) for kind, place in findings]

    def _zs_verify_url(self, seq, head):
        """Address of the page that checks what was printed."""
        token = hash_sign(self.sudo().env, TOKEN_SCOPE, [self.id, seq, head[: verify.PRINTED]])
        return f"{self.get_base_url()}/zs/verify/{self.id}/{token}"

    @api.model
    def _zs_read_token(self, instance_id, token):
        """``(number, head)`` that were printed; None where the token is none of ours."""
        try:
            signed = verify_hash_signed(self.sudo().env, TOKEN_SCOPE, token)
        except ValueError:  # not base64, not text, another version
            return None
        return tuple(signed[1:]) if signed and signed[0] == instance_id else None

    def _zs_verification(self, printed):
        """What the page says of this run.

        :param printed: ``(number, head)`` on the paper
        """
        run = quiet(self).sudo()
        history = run._zs_history()
        seq, head = verify.head(history)
        findings = run._zs_findings()
        found = run._zs_finding_sentences(findings)
        number, printed_head = printed
        at_print = history[number - 1]["hash"] if number <= len(history) else ""
        # of a cut end the paper knows more than the rows
        if at_print[: verify.PRINTED] != printed_head and {k for k, _p in findings} <= {"course"}:
            cut = self.env._(
                "The entry that was the last one on paper (%s) is not in the history.", number
            )
            found = [cut, *found]
        readable = self.exists() and self.has_access("read")
        later = self.env._(
            "Since the paper was printed, %s more entries were added. That is no fault; print the "
            "form anew for the present state.",
            seq - number,
        )
        return {
            "run": run if readable else run.browse(),
            "findings": found if readable else found[:1],
            "summary": self.env._(
                "It has %s entries; each follows the one before it, none was changed, removed or "
                "inserted.",
                seq,
            ),
            "since": later
            if seq > number
            else self.env._("Nothing was added since the paper was printed."),
            "printed_head": verify.short(printed_head),
            "head": verify.short(head),
            "last_at": self._zs_moment(history[-1]["at"] if history else False),
            "entries": run._zs_paper_entries() if readable else [],
        }


def _in_pairs(rows):
    """Rows of ``(label, text)`` as lines of the form: two short ones share a line."""
    lines = []
    for label, text in rows:
        short = len(text.encode("gb18030")) <= HALF_LINE and "\n" not in text
        if short and lines and lines[-1][0] == "half":
            lines[-1] = ("whole", [*lines[-1][1], (label, text)])
        else:
            lines.append(("half" if short else "whole", [(label, text)]))
    return [line for _kind, line in lines]


class ApprovalTask(models.Model):
    _inherit = "zhaoshang.approval.task"

    def _zs_signature_uri(self, event):
        """The picture of what was signed by hand with this entry, where there is one."""
        picture = self.signature
        is_signed = picture and chain.bytes_digest(picture) == event.signature_digest
        return image_data_uri(picture) if is_signed else False


class ActionsActions(models.Model):
    _inherit = "ir.actions.actions"

    @api.model
    def get_bindings(self, model_name):
        """Every model in approval has its 审批单 in the print menu."""
        bindings = super().get_bindings(model_name)
        if model_name in self.env["zhaoshang.approval.mixin"]._zs_approval_models():
            action = self.env.ref("zhaoshang_approval.action_print_documents").sudo()
            values = action.read(["name", "binding_view_types"])[0]
            bindings = {**bindings, "report": [*bindings.get("report", []), values]}
        return bindings
