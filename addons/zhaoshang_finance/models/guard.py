"""Refusals of the guards around the package funds, each text in one place (clause 13, R134)."""

from odoo.addons.zhaoshang_office.models.words import join_names
from odoo.exceptions import AccessError


def refuse_entry(records, name=None):
    """Refuse to make, change or delete an entry of the package funds outside their commands."""
    env = records.env
    raise AccessError(
        env._(
            "%(entry)s belongs to the package funds of the bureaus. Its entries are made only by "
            "paying an allotment and corrected only by a reversal there; nobody makes, "
            "changes or deletes them by hand (clause 13, R134).",
            entry=name or records[:1].display_name or env._("This entry"),
        )
    )


def refuse_setting(records, names=()):
    """Refuse to change the meaning of a journal or account of the package funds."""
    labels = [records._fields[name]._description_string(records.env) for name in sorted(names)]
    raise AccessError(
        records.env._(
            "%(record)s carries the package funds of the bureaus: it cannot be deleted, and "
            "%(names)s cannot be changed (clause 13, R134). Its name may be.",
            record=records[:1].display_name,
            names=join_names(records.env, labels) or records.env._("what it means"),
        )
    )


def refuse_guarded(records, guarded, names=()):
    """Refuse where some of the records are among the guarded ids."""
    if ours := records.filtered(lambda record: record.id in guarded):
        refuse_setting(ours, names)


def guarded_ids(env):
    """Return the ids of the guarded journals and accounts of all companies."""
    return env["res.company"]._zs_guarded_ids()


def changed_names(record, vals):
    """Return the stored fields that these values would change; Odoo often writes the same.

    What is not stored has its own inverse, whose writes pass the guards in turn.
    """
    return {name for name, value in vals.items() if _differs(record, name, value)}


def _differs(record, name, value):
    field = record._fields[name]
    if field.type in ("one2many", "many2many"):
        return bool(value)
    if not field.store:
        return False
    old = record[name].id if field.type == "many2one" else record[name]
    return (old or False) != (value or False)
