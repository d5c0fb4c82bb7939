from odoo import models
from odoo.exceptions import UserError

from ..clock import county_today


class Target(models.Model):
    """How a signed letter comes into force: a second member of 招商管理局 agrees (R021)."""

    _inherit = "zhaoshang.target"

    def _zs_approval_check(self):
        for target in self:
            if target.state != "printed":
                raise UserError(
                    self.env._(
                        "%s is not printed yet: print it and have it signed first "
                        "(clause 5, R021).",
                        target.display_name,
                    )
                )
            if not target.signed_scan or not target.signed_on:
                raise UserError(
                    self.env._(
                        "%s has no signed copy: it is in force only with the scan and the day of "
                        "the signature (clause 5, R021). Attach them and submit again.",
                        target.display_name,
                    )
                )
            if target.signed_on > county_today(self.env):
                raise UserError(
                    self.env._("The day of the signature, %s, lies ahead (R021).", target.signed_on)
                )
            target._check_persons()
        return super()._zs_approval_check()

    def _zs_approval_locked_fields(self):
        return super()._zs_approval_locked_fields() | {
            "bureau_id",
            "date_from",
            "factor",
            "amount",
            "big_projects",
            "document",
            "reason",
            "person_ids",
            "signed_on",
            "signed_scan",
            "signed_scan_name",
        }

    def _zs_approval_snapshot(self):
        return {
            target.id: {
                "bureau": target.bureau_id.name,
                "term": f"{target.date_from} – {target.date_to}",
                "version": target.version,
                "amount": f"{target.amount:.2f}",
                "big_projects": target.big_projects,
                "factor": f"{target.factor:g}",
                "document": target.document or None,
                "reason": target.reason or None,
                "signed_on": target.signed_on.isoformat(),
                "first": "、".join(target._named("first")),
                "direct": "、".join(target._named("direct")),
                "rule_set": target.rule_set_id.name,
            }
            for target in self.sudo()
        }

    def _zs_approval_snapshot_labels(self):
        names = ("version", "amount", "big_projects", "factor", "document", "reason", "signed_on")
        labels = {name: self._fields[name]._description_string(self.env) for name in names}
        labels = {
            "bureau": self.env._("Bureau"),
            "term": self.env._("Term"),
            **labels,
            "first": self.env._("First responsible"),
            "direct": self.env._("Directly responsible"),
            "rule_set": self.env._("Rule parameters"),
        }
        return {target.id: labels for target in self}

    def _named(self, kind):
        return self.person_ids.filtered(lambda person: person.kind == kind).mapped("name")

    def _zs_approval_title(self):
        return {
            target.id: self.env._(
                "Letter of responsibility: %(target)s, %(amount)s × 10,000 yuan",
                target=target.display_name,
                amount=f"{target.amount:g}",
            )
            for target in self
        }

    def _zs_approval_on_approved(self):
        """The version before is replaced by this one in the same moment (R018)."""
        previous = self.previous_id.filtered(lambda target: target.state == "in_force")
        if previous:
            previous._transition("replaced")
            previous.flush_recordset()
        self._transition("in_force", in_force_from=county_today(self.env))
        return super()._zs_approval_on_approved()

    def _zs_approval_check_revoke(self):
        raise UserError(
            self.env._("A target in force is changed by a new version, not revoked (R018).")
        )
