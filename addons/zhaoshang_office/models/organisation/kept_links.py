from odoo import api, models
from odoo.exceptions import AccessError


def refuse_link(records, name):
    return AccessError(
        records.env._(
            "“%s” names a record that is kept in another bureau (R012, R112).",
            records._fields[name]._description_string(records.env),
        )
    )


class KeptLinks(models.AbstractModel):
    """Records that point to what not everybody may read.

    Odoo tells the label of a many2one as superuser: whoever may write a number into a form, or send
    it with a context, would learn the name behind it. Only what the writer may read is taken.
    """

    _name = "zhaoshang.kept.links"
    _description = "Record with Links to Kept Records"

    @api.model_create_multi
    def create(self, vals_list):
        said = [self._zs_default_links() | vals for vals in vals_list]
        if not self._zs_all_links_readable(said):
            for vals in said:
                self._zs_check_links(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._zs_check_links(vals)
        return super().write(vals)

    def _zs_default_links(self):
        """Links that a caller's context, or what he has made his default, says for him."""
        kept = self.env["ir.default"]._get_model_defaults(self._name)
        given = self.env.context
        return {
            name: given.get(f"default_{name}", kept.get(name))
            for name in self._zs_kept_links()
            if f"default_{name}" in given or name in kept
        }

    def _zs_all_links_readable(self, vals_list):
        """Whether every link of many records leads to what the user reads; one question a model."""
        targets = {}
        for name in self._zs_kept_links():
            found = {vals[name] for vals in vals_list if type(vals.get(name)) is int}
            targets.setdefault(self._fields[name].comodel_name, set()).update(found)
        return self.env.su or all(
            self.env[model].browse(ids).has_access("read") for model, ids in targets.items() if ids
        )

    def _zs_check_links(self, vals):
        """Refuse many2one values to kept records that the user may not read."""
        if self.env.su:
            return
        for name in self._zs_kept_links().intersection(vals):
            value = vals[name]
            target = value.get("id") if isinstance(value, dict) else value
            if not isinstance(target, int) or isinstance(target, bool):
                continue
            record = self.env[self._fields[name].comodel_name].browse(target)
            if not record.has_access("read"):
                raise refuse_link(self, name)


class Base(models.AbstractModel):
    """Forms that are not saved yet, of whatever model: labels in their lines are told as well."""

    _inherit = "base"
    #: whether records of this model are kept in their bureau, so that not everybody reads them
    _zs_kept_in_bureau = False

    def _zs_kept_links(self):
        """Names of the many2one fields that lead to records kept in their bureau."""
        return {
            name
            for name, field in self._fields.items()
            if field.type == "many2one" and self.env[field.comodel_name]._zs_kept_in_bureau
        }

    def onchange(self, values, field_names, fields_spec):
        """Refuse before a label is told; what the record says already may be said again."""
        if not self.env.su:
            said = {
                name.removeprefix("default_"): value
                for name, value in self.env.context.items()
                if name.startswith("default_")
            }
            self._zs_check_told(said | values)
        return super().onchange(values, field_names, fields_spec)

    def _zs_check_told(self, vals):
        """Refuse links to kept records that the user may not read, in lines of lines, too."""
        for name, value in vals.items():
            field = self._fields.get(name)
            if value and field is not None and field.type in ("one2many", "many2many"):
                self.env[field.comodel_name]._zs_check_lines_told(value)
            elif value and field is not None and field.type == "many2one":
                self._zs_check_link_told(name, value)

    def _zs_check_link_told(self, name, value):
        comodel = self.env[self._fields[name].comodel_name]
        if isinstance(value, dict):
            comodel._zs_check_told(value)
            value = value.get("id")
        if type(value) is not int or name not in self._zs_kept_links():
            return
        if not self._zs_says_already(name, value) and not comodel.browse(value).has_access("read"):
            raise refuse_link(self, name)

    @api.model
    def _zs_check_lines_told(self, commands):
        for command in commands if isinstance(commands, (list, tuple)) else ():
            if isinstance(command, dict):
                self._zs_check_told(command)
            elif isinstance(command, (list, tuple)) and len(command) > 2:
                number, vals = command[1:3]
                if isinstance(vals, dict):
                    line = self.browse(number if type(number) is int and command[0] == 1 else ())
                    line._zs_check_told(vals)

    def _zs_says_already(self, name, number):
        return len(self) == 1 and self.has_access("read") and self.sudo()[name].id == number
