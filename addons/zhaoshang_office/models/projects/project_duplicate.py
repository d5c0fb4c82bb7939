from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...rules import project as rules
from .project import AUTHORITY

GOVERNED = frozenset(
    {"project_id", "first_id", "company_id", "basis", "state", "reason", "decided_by_id",
     "decided_at"}
)  # fmt: skip


class ProjectDuplicate(models.Model):
    """Two bureaus have reported what looks like the same investor (R113).

    Found blindly when a project is reported, shown to the investment bureau alone. The first report
    decides unless it decides otherwise; what it decided stays on record.
    """

    _name = "zhaoshang.project.duplicate"
    _description = "Suspected Duplicate"
    _inherit = ["zhaoshang.audit.mixin"]
    _order = "state desc, id desc"
    _rec_name = "project_id"
    _zs_audit_fields = ("state", "reason")

    project_id = fields.Many2one(
        "zhaoshang.project", "Reported Later", required=True, readonly=True, ondelete="restrict"
    )
    first_id = fields.Many2one(
        "zhaoshang.project", "Reported First", required=True, readonly=True, ondelete="restrict",
        index=True,
    )  # fmt: skip
    bureau_id = fields.Many2one(related="project_id.bureau_id", string="Bureau of the Later")
    first_bureau_id = fields.Many2one(related="first_id.bureau_id", string="Bureau of the First")
    reported_on = fields.Date(related="project_id.reported_on", string="Later Report On")
    first_reported_on = fields.Date(related="first_id.reported_on", string="First Report On")
    company_id = fields.Many2one("res.company", "County", required=True, readonly=True, index=True)
    basis = fields.Selection(
        [("code", "Same credit code"), ("name", "Same name"), ("both", "Same code and name")],
        "Found By",
        readonly=True,
    )
    state = fields.Selection(
        [
            ("open", "To Be Decided"),
            ("merged", "Merged Into the First"),
            ("split", "Both Go On"),
            ("distinct", "Not the Same"),
        ],
        "Outcome",
        default="open",
        required=True,
        readonly=True,
    )
    reason = fields.Text(readonly=True)
    decided_by_id = fields.Many2one("res.users", "Settled By", readonly=True, ondelete="restrict")
    decided_at = fields.Datetime("Settled At", readonly=True)

    _one_per_pair = models.UniqueIndex("(project_id, first_id)")

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise self._refuse()

    def write(self, vals):
        if GOVERNED & vals.keys():
            raise self._refuse()
        return super().write(vals)

    def unlink(self):  # pylint: disable=method-required-super
        raise self._refuse()

    def _govern(self, vals):
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def _refuse(self):
        return AccessError(
            self.env._("Suspected duplicates are found by the system, decided by buttons (R113).")
        )

    @api.model
    def _find(self, projects):
        """R113: note which reported projects of other bureaus have the same investor.

        One statement, two indexes; nothing of the others is told to who reports. The caller holds
        the reports of the county, so that none comes in between.
        """
        if not projects:
            return
        self.env["zhaoshang.project.investor"].flush_model()
        projects.flush_model(["bureau_id", "reported_on", "number"])
        self.env.cr.execute(self._find_query(projects))
        self.invalidate_model()

    @api.model
    def _find_query(self, projects):
        return SQL(FIND, uid=self.env.uid, ids=tuple(projects.ids))

    def action_open_decision(self):
        """Open the slip on which the investment bureau decides."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Decide"),
            "res_model": "zhaoshang.project.move",
            "view_mode": "form",
            "target": "new",
            "context": {"default_duplicate_id": self.id},
        }

    def action_decide(self, decision, reason=None):
        """The investment bureau decides, with its reason: ``merged``, ``split``, ``distinct``."""
        self.check_access("read")
        if not self.env.user.has_group(AUTHORITY):
            raise self._refuse()
        if decision not in ("merged", "split", "distinct"):
            raise UserError(self.env._("Choose what becomes of the two projects (R113)."))
        if not (reason or "").strip():
            raise UserError(
                self.env._("The decision needs its reason, which stays on record (R113).")
            )
        for duplicate in self:
            if duplicate.state != "open":
                raise UserError(
                    self.env._("This has been decided already by %s.", duplicate.decided_by_id.name)
                )
            duplicate._decide(decision, reason)
        return True

    def _decide(self, decision, reason):
        if decision == "merged":
            later = self.project_id
            later._hold()
            later._check_move(rules.DROPPED, reason)
            later._transition(rules.DROPPED, reason)
        self.sudo()._govern(
            {
                "state": decision,
                "reason": reason,
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
            }
        )


FIND = """
    INSERT INTO zhaoshang_project_duplicate
           (project_id, first_id, company_id, basis, state,
            create_uid, create_date, write_uid, write_date)
    SELECT CASE WHEN other_first THEN mine ELSE other END,
           CASE WHEN other_first THEN other ELSE mine END,
           company_id,
           CASE WHEN code AND name THEN 'both' WHEN code THEN 'code' ELSE 'name' END,
           'open', %(uid)s, now() at time zone 'UTC', %(uid)s, now() at time zone 'UTC'
      FROM (
        SELECT investor.project_id AS mine, found.project_id AS other, investor.company_id,
               bool_or(found.code) AS code, bool_or(NOT found.code) AS name,
               bool_or((theirs.reported_on, theirs.number) < (ours.reported_on, ours.number))
                   AS other_first
          FROM zhaoshang_project_investor investor
          JOIN zhaoshang_project ours ON ours.id = investor.project_id
         CROSS JOIN LATERAL (
               SELECT project_id, TRUE AS code FROM zhaoshang_project_investor
                WHERE company_id = investor.company_id AND uscc = investor.uscc
                UNION ALL
               SELECT project_id, FALSE FROM zhaoshang_project_investor
                WHERE company_id = investor.company_id
                  AND normalised_name = investor.normalised_name
                  AND investor.normalised_name <> ''
               ) found
          JOIN zhaoshang_project theirs ON theirs.id = found.project_id
         WHERE investor.project_id IN %(ids)s
           AND theirs.bureau_id <> ours.bureau_id AND theirs.reported_on IS NOT NULL
         GROUP BY 1, 2, 3
           ) pairs
        ON CONFLICT DO NOTHING
"""
