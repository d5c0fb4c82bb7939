from odoo import api, fields, models
from odoo.addons.zhaoshang_approval.permit import spend
from odoo.exceptions import ValidationError
from odoo.tools import float_repr

from .guard import changed_names, guarded_ids, refuse_entry


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    zs_package_id = fields.Many2one(
        "zhaoshang.package",
        "Package",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.constrains("account_id", "partner_id", "zs_package_id")
    def _check_zs_partner(self):
        accounts = guarded_ids(self.env).bureau_accounts
        for line in self:
            if line.account_id.id in accounts and not (line.partner_id and line.zs_package_id):
                raise ValidationError(
                    self.env._(
                        "A line on %(account)s needs its bureau and its package (clause 13, R117).",
                        account=line.account_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        guarded = lines._zs_guarded()
        if guarded and not spend(self.env, [line._zs_create_operation() for line in guarded]):
            refuse_entry(guarded, guarded[0].account_id.display_name)
        return lines

    def write(self, vals):
        guarded = self._zs_guarded()
        if any(changed_names(line, vals) for line in guarded):
            refuse_entry(guarded)
        result = super().write(vals)
        if joined := (self - guarded)._zs_guarded():
            refuse_entry(joined, joined[0].account_id.display_name)
        return result

    @api.ondelete(at_uninstall=True)
    def _unlink_except_zs_guarded(self):
        if guarded := self._zs_guarded():
            refuse_entry(guarded)

    def _zs_guarded(self):
        """Return the lines of the package funds among these."""
        accounts = guarded_ids(self.env).accounts
        moves = self.move_id._zs_guarded()
        return self.filtered(
            lambda line: (
                line.account_id.id in accounts or line.zs_package_id or line.move_id in moves
            )
        )

    def _zs_create_operation(self):
        cents = float_repr(self.balance, 2)
        return ("line", self.account_id.id, self.partner_id.id, self.zs_package_id.id, cents)
