from odoo import models
from odoo.exceptions import UserError


class Arrival(models.Model):
    """How 招商管理局 recognises an arrival (R023)."""

    _inherit = "zhaoshang.arrival"

    def _zs_approval_check(self):
        self._complete_split()
        self._check_split()
        for arrival in self:
            if arrival.project_id.sudo().stage == "draft":
                raise UserError(
                    self.env._(
                        "“%s” is a draft, which only its bureau reads. Report the project first "
                        "(clause 12, R106), then its arrival (R023).",
                        arrival.project_id.sudo().display_name,
                    )
                )
            parameters = self.env["zhaoshang.rule.set"]._at(arrival.date, arrival.company_id)
            if parameters.arrival_evidence_required and not arrival.evidence:
                raise UserError(
                    self.env._(
                        "“%s” has no evidence: attach the bank slip, the invoice or the audit "
                        "report (R023, our reading), then report it again.",
                        arrival.display_name,
                    )
                )
        return super()._zs_approval_check()

    def _zs_approval_locked_fields(self):
        return super()._zs_approval_locked_fields() | {
            "project_id",
            "amount",
            "date",
            "evidence_kind",
            "evidence",
            "evidence_name",
            "share_ids",
            "note",
        }

    def _zs_approval_snapshot(self):
        return {
            arrival.id: {
                "project": arrival.project_id.display_name,
                "bureau": arrival.bureau_id.name,
                "amount": f"{arrival.amount:.2f}",
                "date": arrival.date.isoformat(),
                "evidence_kind": arrival.evidence_kind,
                "split": "；".join(
                    f"{share.bureau_id.name} {share.percent:g}% {share.amount:.2f}"
                    for share in arrival.share_ids.sorted("id")
                ),
                "note": arrival.note or None,
            }
            for arrival in self.sudo()
        }

    def _zs_approval_snapshot_labels(self):
        names = ("amount", "date", "evidence_kind", "note")
        labels = {name: self._fields[name]._description_string(self.env) for name in names}
        labels = {
            "project": self.env._("Project"),
            "bureau": self.env._("Bureau"),
            **labels,
            "split": self.env._("Split between bureaus"),
        }
        return {arrival.id: labels for arrival in self}

    def _zs_approval_title(self):
        return {
            arrival.id: self.env._(
                "Arrival %(amount)s × 10,000 yuan, %(project)s, %(day)s",
                amount=f"{arrival.amount:g}",
                project=arrival.project_id.sudo().display_name,
                day=arrival.date,
            )
            for arrival in self
        }
