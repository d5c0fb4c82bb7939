from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.models import MAGIC_COLUMNS

from ..permit import enter, permitted_write

ENGINE_FIELDS = ("state", "proposed_by", "proposed_at", "confirmed_by", "confirmed_at")


class ApprovalConfirmed(models.AbstractModel):
    """Rows that count only once a second person has agreed.

    A row is proposed as a whole and then stands: what was read is what is agreed to. Later changes
    of a row in force are proposed in their turn; meanwhile it counts as it was.
    """

    _name = "zhaoshang.approval.confirmed"
    _inherit = ["zhaoshang.approval.proposable"]
    _description = "Row Agreed by a Second Person"

    state = fields.Selection(
        [
            ("proposed", "Waiting for a Second Person"),
            ("effective", "In Force"),
            ("refused", "Not Agreed"),
            ("ended", "Ended"),
        ],
        default="proposed", required=True, readonly=True, copy=False, index=True,
    )  # fmt: skip
    proposed_by = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    proposed_at = fields.Datetime(readonly=True, copy=False)
    confirmed_by = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict",
        help="Empty: in force without a second person, as what was installed.",
    )  # fmt: skip
    confirmed_at = fields.Datetime(readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        clean, _permitted = enter(self, "create", vals_list)
        for vals in vals_list:
            if vals.get("state", "proposed") != "proposed" or any(
                vals.get(name) for name in ENGINE_FIELDS[1:]
            ):
                raise self._zs_second_person_error()
        # said outright, so that no ``default_*`` key of a context says otherwise
        stamp = dict.fromkeys(ENGINE_FIELDS, False) | {
            "state": "proposed", "proposed_by": self.env.uid, "proposed_at": fields.Datetime.now(),
        }  # fmt: skip
        records = super(ApprovalConfirmed, clean).create([vals | stamp for vals in vals_list])
        for record in (record._zs_in_own_words() for record in records):
            if self._zs_installing() or record._zs_alone():
                permitted_write(record.sudo(), {"state": "effective"})
            else:
                nothing = "—", record.env._("No")
                words = record._zs_words(leave_out=ENGINE_FIELDS).items()
                record._zs_propose("create", [f"{label}: {w}" for label, w in words
                                              if w not in nothing])  # fmt: skip
        return records

    def unlink(self):
        """Who proposed a row takes it back by deleting it; what was in force stays as history."""
        if self._zs_installing():
            return super().unlink()
        self.check_access("unlink")
        for record in self.sudo():
            if record.state != "proposed":
                raise UserError(
                    self.env._(
                        "“%s” was in force or decided and stays as history. Give it a last day "
                        "instead.",
                        record.display_name,
                    )
                )
        waiting = self._zs_pending()
        if waiting:
            waiting.sudo(self.env.su).action_take_back()
            return True
        return super().unlink()

    def _zs_alone(self):
        """Whether this row needs no second person."""
        return False

    def _zs_held_fields(self):
        return {name for name, field in self._fields.items() if field.store} - {*MAGIC_COLUMNS}

    def _zs_check_held(self, vals):
        if not vals.keys().isdisjoint(ENGINE_FIELDS):
            raise self._zs_second_person_error()
        for record in self.sudo():
            if record.state != "effective" and not self._zs_installing():
                raise UserError(
                    self.env._(
                        "“%s” cannot be changed: it waits for a second person, or its time is "
                        "over. Take it back, or add a new one.",
                        record.display_name,
                    )
                )

    def _zs_apply(self, proposal):
        vals = {"confirmed_by": proposal.decided_by.id, "confirmed_at": proposal.decided_at}
        if proposal.kind == "create":
            vals["state"] = "effective"
        else:
            vals |= proposal.vals
            vals |= {"proposed_by": proposal.proposed_by.id, "proposed_at": proposal.proposed_at}
        permitted_write(self.sudo(), vals)

    def _zs_drop(self, proposal):
        if proposal.kind != "create":
            return
        if proposal.state == "taken_back":
            self.unlink()
        else:
            permitted_write(self.sudo(), {"state": "refused"})
