from odoo import api, models
from odoo.exceptions import UserError

from .. import condition
from ..engine.compare import ADDED, CHANGED, MOVED, REMOVED, SAME, Part, compare, differing
from .approval_version import ENGINE_FIELDS


class ApprovalVersion(models.Model):
    """Two versions side by side: both drawings, and what is different in words."""

    _inherit = "zhaoshang.approval.version"

    @api.readonly
    def zs_compare(self, other_id):
        """This version and a later one of the same flow.

        :param other_id: id of the version to compare it with
        :returns: ``{"before": drawing, "after": drawing, "changes": [sentence, …]}`` with
            ``{"name", "state", "condition", "steps"}`` of each
        :raises AccessError: for who may not read both
        :raises UserError: where they are not versions of the same flow
        """
        self.ensure_one()
        other = self.browse(isinstance(other_id, int) and other_id).exists()
        (self | other).check_access("read")
        if not other or other.flow_id != self.flow_id:
            raise UserError(self.env._("Choose two versions of the same flow."))
        changes = compare(self._zs_parts(), other._zs_parts())
        said = [self._zs_change_words(change) for change in changes]
        return {
            "before": self._zs_compared(
                {c.old.key: {"kind": c.kind, "words": []} for c in changes if c.old}
            ),
            "after": other._zs_compared(
                {
                    c.new.key: {"kind": c.kind, "words": words}
                    for c, words in zip(changes, said, strict=True)
                    if c.new
                }
            ),
            "changes": [
                *map(self._zs_fact_words, differing(self._zs_facts(), other._zs_facts())),
                *[
                    self._zs_change_line(change, words)
                    for change, words in zip(changes, said, strict=True)
                    if change.kind != SAME
                ],
            ],
        }

    def action_compare(self):
        """Show this version beside the one in force."""
        self.ensure_one()
        self.check_access("read")
        return self.flow_id._zs_comparison(self)

    def _zs_compared(self, changes):
        """
        :param changes: ``{step key: change to draw with it}``
        """
        states = dict(self._fields["state"]._description_selection(self.env))
        model = self.env.get(self.res_model)
        return {
            "name": self.env._("Version %s", self.number),
            "state": states[self.state],
            "condition": condition.words(self if model is None else model, self.condition_domain),
            "steps": [
                step | {"change": changes[step["key"]]}
                if changes[step["key"]]["kind"] != SAME
                else step
                for step in self._zs_drawn()
            ],
        }

    def _zs_facts(self):
        return self._zs_words(leave_out=(*ENGINE_FIELDS, "flow_id"))

    def _zs_parts(self):
        return tuple(
            Part(
                key=step.key,
                name=step.name,
                facts=step._zs_words(leave_out=("version_id", "key", "name", "sequence")),
                parts=tuple(
                    Part(
                        key=name,
                        name=name,
                        facts=party._zs_words(leave_out=("step_id", "name", "sequence")),
                    )
                    for name, party in step._zs_parties_by_name().items()
                ),
            )
            for step in self._zs_steps_in_order()
        )

    # words

    def _zs_change_line(self, change, words):
        name = change.part.name
        line = {
            ADDED: self.env._("New step “%s”", name),
            REMOVED: self.env._("Step “%s” left out", name),
            CHANGED: self.env._("Step “%s” changed", name),
            MOVED: self.env._("Step “%s” moved", name),
        }[change.kind]
        if not words:
            return line
        return self.env._("%(step)s: %(changes)s", step=line, changes="; ".join(words))

    def _zs_change_words(self, change):
        """What a step says differently, a sentence each."""
        if change.kind in (SAME, ADDED, REMOVED):
            return []
        words = []
        if change.old.name != change.new.name:
            words.append(
                self._zs_fact_words((self.env._("Name"), change.old.name, change.new.name))
            )
        if change.moved:
            words.append(self.env._("stands in another place"))
        words += map(self._zs_fact_words, change.facts)
        for inner in change.parts:
            text = {
                ADDED: self.env._("new party “%s”"),
                REMOVED: self.env._("party “%s” left out"),
                CHANGED: self.env._("party “%s” changed"),
                MOVED: self.env._("party “%s” stands in another place"),
            }[inner.kind].replace("%s", inner.part.name)
            words += [
                text,
                *[f"{inner.part.name} · {self._zs_fact_words(fact)}" for fact in inner.facts],
            ]
        return words

    def _zs_fact_words(self, fact):
        label, before, after = fact
        return self.env._(
            "%(label)s: %(before)s → %(after)s",
            label=label, before=before or "—", after=after or "—",
        )  # fmt: skip


class ApprovalFlow(models.Model):
    _inherit = "zhaoshang.approval.flow"

    def action_compare(self):
        """Show the draft beside the version in force."""
        self.ensure_one()
        self.version_ids.check_access("read")
        return self._zs_comparison()

    def _zs_comparison(self, version=None):
        """The screen of two versions: the one in force, and the given or the newest one."""
        versions = self.version_ids.sorted("number", reverse=True)
        before = self.published_version_id
        if version and version == before:
            version = None
        after = version or (versions - before)[:1] or before
        return {
            "type": "ir.actions.client",
            "tag": "zs_flow_comparison",
            "name": self.env._("%s: Versions Compared", self.name),
            "context": {
                "active_id": self.id,
                "zs_before": (before or versions[-1:]).id,
                "zs_after": after.id,
            },
        }
