from odoo import api, models
from odoo.addons.zhaoshang_approval.permit import permitted, spend
from odoo.addons.zhaoshang_office.models.worked_out import worked_out_error
from odoo.exceptions import AccessError

#: what anybody with the right may write: talk, files and to-dos; the approval engine guards its own
TALK = ("message_", "activity_", "rating_", "website_message_", "zs_approval_")


class Typed(models.AbstractModel):
    """Records of which a person types some fields, and commands alone write the others (R134).

    ``_zs_typed`` names what is typed while ``_zs_open_to_typing``; all else follows or is decided.
    """

    _name = "zhaoshang.finance.typed"
    _description = "Records Typed by a Person"

    #: what a person types
    _zs_typed = frozenset()
    #: what he says besides when the record is made, and nobody changes
    _zs_typed_once = frozenset()
    #: whether more of a new record is left out, and not refused
    _zs_leaves_out = False
    #: why all else is refused, a lazy text
    _zs_refusal = None

    @api.model_create_multi
    def create(self, vals_list):
        if not spend(self.env, [("create", self._name)] * len(vals_list)):
            vals_list = self._zs_typed_rows(vals_list)
        # a context without these keys, which keyword arguments could not say
        context = {
            key: value
            for key, value in self.env.context.items()
            if not (key.startswith("default_") and self._zs_never_said({key[8:]}))
        }
        clean = self.with_context(context)  # pylint: disable=context-overridden
        return super(Typed, clean).create(vals_list)

    def write(self, vals):
        typing = set(self._zs_open_to_typing().ids)
        governed = self._zs_governed(vals.keys())
        others = {name for name in vals if not name.startswith(TALK)}
        operations = [
            ("write", self._name, id_, name)
            for id_ in self.ids
            for name in (governed if id_ in typing else others)
        ]
        if operations and not spend(self.env, operations):
            self._zs_refuse_by_hand(governed or others)
        return super().write(vals)

    def _zs_governed(self, names):
        """Those of these names that nobody types."""
        return {name for name in names if not name.startswith(TALK)} - self._zs_typed

    def _zs_never_said(self, names):
        """Those of these names that not even a new record is given."""
        return self._zs_governed(names) - self._zs_typed_once

    def _zs_open_to_typing(self):
        """Those of these records that a person may still change."""
        return self

    def _zs_typed_rows(self, vals_list):
        """What is taken of these values of new records."""
        rows = []
        for vals in vals_list:
            governed = self._zs_never_said(vals.keys())
            said = {name for name in governed if vals[name]}
            if said and not self._zs_leaves_out:
                self._zs_refuse_by_hand(said)
            rows.append({name: value for name, value in vals.items() if name not in governed})
        return rows

    def _zs_refuse_by_hand(self, names=()):
        if self._zs_refusal:
            raise AccessError(self.env._(self._zs_refusal))
        raise worked_out_error(self, names)

    def _govern(self, vals):
        """Write as superuser, for a command that has checked the rights."""
        operations = [("write", self._name, id_, name) for id_ in self.ids for name in vals]
        with permitted(self.sudo(), operations) as allowed:
            allowed.write(vals)


class Commanded(models.AbstractModel):
    """Records that only the commands of their model create, write and delete (R134)."""

    _name = "zhaoshang.finance.commanded"
    _description = "Records Kept by Commands"
    _inherit = "zhaoshang.finance.typed"

    @api.ondelete(at_uninstall=True)
    def _unlink_except_never(self):
        self._zs_refuse_by_hand()

    def _zs_typed_rows(self, vals_list):
        self._zs_refuse_by_hand()

    def _zs_refuse_by_hand(self, names=()):
        raise AccessError(
            self.env._(
                "%(model)s records are made by opening a year and changed only by submitting, "
                "approving, paying and reversing; nobody edits or deletes them (clause 13, R134).",
                model=self.env["ir.model"]._get(self._name).name,
            )
        )

    def _zs_command_create(self, vals_list):
        """Create as superuser, for a command that has checked the rights."""
        operations = [("create", self._name)] * len(vals_list)
        with permitted(self.sudo(), operations) as allowed:
            return allowed.create(vals_list).with_env(self.env)
