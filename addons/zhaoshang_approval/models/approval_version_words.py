from odoo import models

from .. import condition
from .approval_version import ENGINE_FIELDS


def in_words(flow, text):
    """A condition in words, and as it is written: two fields may bear one label."""
    model = flow.env.get(flow.res_model)
    said = condition.words(model, text) if model is not None else text
    return f"{said} 〔{text}〕" if said and said != text else said or "—"


class ApprovalVersion(models.Model):
    """A version against the one in force, in words: what a second person reads before agreeing."""

    _inherit = "zhaoshang.approval.version"

    def _zs_difference(self):
        """One line for each thing that is different: ``where · what: old → new``."""
        before = self.flow_id.published_version_id
        old, new = before._zs_said() if before else {}, self._zs_said()
        if not before:
            # its flow is agreed to with its first version: for which documents, and in which place
            flow, words = self.env._("Flow"), self.flow_id._zs_words().items()
            new = {f"{flow} · {label}": word for label, word in words} | new
        nothing = "—"
        return [
            f"{label}: {old.get(label, nothing)} → {new.get(label, nothing)}"
            if before
            else f"{label}: {new[label]}"
            for label in {**new, **old}
            if old.get(label) != new.get(label)
            and {old.get(label), new.get(label)} - {nothing, None}
        ] or [self.env._("The same as the version in force.")]

    def _zs_said(self):
        """``{where · what: value}`` over the version, its steps and their parties.

        Whatever a step or a party can say is said, so that nothing comes in unread.
        """
        self.ensure_one()
        said = self._zs_words(leave_out=(*ENGINE_FIELDS, "flow_id"))
        for step in self._zs_steps_in_order():
            for label, word in step._zs_said().items():
                said[f"{step.name} ({step.key}) · {label}"] = word
            for name, party in step._zs_parties_by_name().items():
                for label, word in party._zs_said().items():
                    said[f"{step.name} ({step.key}) · {name} · {label}"] = word
        return said

    def _zs_word(self, field, value):
        word = super()._zs_word(field, value)
        named = field.name == "condition_domain" and value
        return in_words(self.flow_id, value) if named else word


class ApprovalStep(models.Model):
    _name = "zhaoshang.approval.step"
    _inherit = ["zhaoshang.approval.step", "zhaoshang.approval.spoken"]

    def _zs_said(self):
        return self._zs_words(leave_out=("version_id", "key", "name"))

    def _zs_parties_by_name(self):
        """``{name: party}``; of several with one name none hides another: ``a``, ``a (2)``."""
        found = {}
        for party in self.party_ids:
            name, number = party.name, 1
            while name in found:
                number += 1
                name = f"{party.name} ({number})"
            found[name] = party
        return found

    def _zs_word(self, field, value):
        word = super()._zs_word(field, value)
        named = field.name == "condition_domain" and value
        return in_words(self.version_id.flow_id, value) if named else word


class ApprovalParty(models.Model):
    _name = "zhaoshang.approval.party"
    _inherit = ["zhaoshang.approval.party", "zhaoshang.approval.spoken"]

    def _zs_said(self):
        return self._zs_words(leave_out=("step_id", "name"))
