import inspect
from itertools import cycle

from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import TransactionCase, tagged

#: what a program may send for the ids of records, and for any argument
NO_IDS = (["abc"], [[1, 2]], None, "abc", [1.5], [2**70], {"a": 1}, [None], [True], [-1])
NO_VALUES = (1.5, 2**70, {"a": 1}, [1, [2]], True, [{"x": 1}], "\x00", float("nan"))


@tagged("post_install", "-at_install")
class TestCommandCalls(TransactionCase):
    """What a program sends to a command is taken, or refused in words: never an error of Python."""

    def commands(self):
        """``(model, name, method)`` of each command of the three addons, as a client finds them."""
        for name, model in sorted(self.env.registry.items()):
            for method in dir(model) if not model._abstract else ():
                if getattr(getattr(model, method), "_zs_checked", False):
                    yield name, method, getattr(model, method)

    def told(self, model, method, arguments, values):
        """What the call ends in other than a refusal in words."""
        try:
            with self.env.cr.savepoint():
                call_kw(self.env[model], method, arguments, values)
        except UserError:
            return []
        except Exception as error:
            return [f"{model}.{method} {arguments} {values}: {error!r}"]
        finally:
            self.env.invalidate_all(flush=False)
        return []

    def test_wrong_ids_and_arguments_are_refused_in_words(self):
        """R134: one kind of wrong ids a command, one wrong value a parameter, by turns."""
        no_ids, no_values, wrong, seen = cycle(NO_IDS), cycle(NO_VALUES), [], 0
        for model, name, method in self.commands():
            seen += 1
            parameters = list(inspect.signature(method).parameters.values())[1:]
            takes = [one.name for one in parameters if one.kind == one.POSITIONAL_OR_KEYWORD]
            right = {one.name: "x" for one in parameters if one.default is one.empty
                     and one.name in takes}  # fmt: skip
            ids = [] if getattr(method, "_api_model", False) else [[1]]
            if ids:
                wrong += self.told(model, name, [next(no_ids)], right)
            wrong += self.told(model, name, ids, right | {"unknown": 1})
            wrong += self.told(model, name, ids, right | {"self": 1})
            for parameter in takes:
                wrong += self.told(model, name, ids, right | {parameter: next(no_values)})
        self.assertEqual(wrong, [])
        self.assertGreater(seen, 300)

    def test_a_command_for_one_record_says_so(self):
        packages = self.env["zhaoshang.package"]
        with self.assertRaisesRegex(UserError, "one record at a time, and 0 were named"):
            packages.action_zs_ledger()
