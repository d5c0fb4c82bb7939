"""Public commands take ids of records and declared arguments, or say in words what is wrong.

Over RPC a program may send anything. Without this, ids that are none, arguments that a command
does not take, and numbers in the place of a text end in errors of Python or of the database: they
tell the caller nothing and fill the server's log.
"""

import functools
import inspect

from odoo import api, models
from odoo.api import NewId
from odoo.exceptions import UserError

OURS = "odoo.addons.zhaoshang_"
COMMANDS = ("action_", "zs_")
#: the greatest number that PostgreSQL keeps in a column of ids
MOST = 2**31 - 1
#: parameters that are texts, in whatever command they stand
TEXTS = {
    "answer", "because", "code", "comment", "content", "decision", "kind", "mode", "name", "note",
    "paper_name", "position", "reason", "receipt_name", "remark", "result", "search", "task",
    "text", "title", "to", "way",
}  # fmt: skip


class Base(models.AbstractModel):
    _inherit = "base"

    @api.model
    def _post_model_setup__(self):
        result = super()._post_model_setup__()
        model_class = self.env.registry[self._name]
        for name in _commands(model_class):
            _check_calls(model_class, name)
        return result


def _commands(model_class):
    """Names of the public methods of a model that our addons define as commands."""
    return {
        name
        for definition in model_class.mro()
        if definition.__module__.startswith(OURS)
        for name, member in vars(definition).items()
        if name.startswith(COMMANDS) and inspect.isfunction(member)
    }


def _check_calls(model_class, name):
    """Put the check before a command of the model, on the class of the registry.

    There it is above every module's definition, also of one that is installed later, and above the
    gate of the approval.
    """
    above = vars(model_class).get(name)
    if getattr(above, "_zs_checked", False):
        return

    @functools.wraps(getattr(model_class, name))
    def checked(self, /, *args, **kwargs):
        command = getattr(super(model_class, self), name) if above is None else above.__get__(self)
        for id_ in self._ids:
            _check_id(self, id_)
        _check_arguments(self, command, args, kwargs)
        try:
            return command(*args, **kwargs)
        except ValueError as error:
            if str(error) == f"Expected singleton: {self}":  # as ``ensure_one`` says it
                raise _one_by_one(self) from None
            raise

    checked._zs_checked = True
    setattr(model_class, name, checked)


def _check_id(records, value):
    # of a form that is not saved yet, or a whole number, which True is none of
    if not (isinstance(value, NewId) or (type(value) is int and 0 < value <= MOST)):
        raise UserError(
            records.env._(
                "“%s” is no number of a record. Nothing was done: open the list again and choose "
                "the record there.",
                str(value),
            )
        )


def _check_arguments(records, command, args, kwargs):
    """Refuse arguments that the command does not take, and what is neither a text nor an id."""
    try:
        # with the records, so that no keyword stands in their place
        takes = inspect.signature(command.__func__)
        given = takes.bind(records, *args, **kwargs).arguments
    except TypeError as wrong:
        raise UserError(
            records.env._(
                "This command takes other details than were sent (%s). Nothing was done: load the "
                "page again; a program sends them by their names.",
                str(wrong),
            )
        ) from None
    for name, value in given.items():
        if value and name in TEXTS and not (isinstance(value, str) and _can_be_kept(value)):
            raise UserError(
                records.env._(
                    "“%s” is a text, and what was sent is none or holds characters that cannot be "
                    "kept. Nothing was done: load the page again and type it there.",
                    name,
                )
            )
        # whom to choose is said by the commands that ask for a person
        if value and name.endswith("_id") and name != "user_id":
            _check_id(records, value)


def _can_be_kept(text):
    """Whether UTF-8 and PostgreSQL hold it; what else an opinion may not have is said there."""
    return "\x00" not in text and text == text.encode("utf-8", "replace").decode("utf-8")


def _one_by_one(records):
    return UserError(
        records.env._(
            "This is done for one record at a time, and %s were named. Nothing was done: open the "
            "record and do it there.",
            len(records),
        )
    )
