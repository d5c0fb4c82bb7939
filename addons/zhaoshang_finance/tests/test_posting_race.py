import threading
from contextlib import ExitStack
from datetime import date
from functools import partial
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, new_test_user, tagged
from odoo.tools import SQL, mute_logger

ROUNDS, CLAIMS = 40, 8
YEARS = range(2020, 2024)
CLAIMED = date(YEARS[0], 12, 31)


@tagged("post_install", "-at_install")
class TestPostingRace(BaseCase):
    """Real threads, real transactions, committed; the rows are taken away again at the end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        cls.addClassCleanup(cls._clean_up)
        with cls._env() as env:
            cls.company_id = env.ref("base.main_company").id
            env["res.company"].browse(cls.company_id)._zs_finance_setup()
            cls.cashiers = [cls._user(env, f"race{n}", "cashier") for n in (1, 2)]
            cls.accountants = [cls._user(env, f"race_claim{n}", "accountant") for n in (1, 2)]
            bureaus = env["zhaoshang.bureau"].create(
                [
                    {
                        "name": f"竞速{n}",
                        "code": f"race{n}",
                        "city": "竞速",
                        "opened_on": date(2013, 1, 1),
                        "headcount_standard": "3",
                        "company_id": cls.company_id,
                    }
                    for n in (1, 2)
                ]
            )
            cls.bureau_ids = bureaus.ids
            cls.partner_ids = bureaus.partner_id.ids
            cls.analytic_ids = bureaus.analytic_account_id.ids
            cls._plan_and_approve(env, bureaus)
            cls._claims(env, bureaus)

    @classmethod
    def _env(cls, uid=SUPERUSER_ID):
        return _committed(cls.registry, uid)

    @classmethod
    def _user(cls, env, login, group):
        """A user of an earlier run is taken again: users are not deleted."""
        user = env["res.users"].with_context(active_test=False).search([("login", "=", login)])
        user = user or new_test_user(env, login, f"zhaoshang_finance.group_{group}")
        user.active = True
        return user.id

    @classmethod
    def _plan_and_approve(cls, env, bureaus):
        """Packages of four years for both bureaus, their lines approved without ceremony."""
        packages = env["zhaoshang.package"]
        for year in YEARS:
            rule_set = env["zhaoshang.rule.set"]._at(date(year, 1, 1), bureaus.company_id)
            packages |= packages._zs_command_create(
                [packages._zs_package_vals(bureau, year, rule_set) for bureau in bureaus]
            )
        packages._zs_create_allotments()
        env.flush_all()
        env.cr.execute(
            "UPDATE zhaoshang_allotment SET zs_approval_state = 'approved', state = 'approved',"
            " kind = CASE WHEN year > %s THEN 'allotment' ELSE kind END"  # one loan is open
            " WHERE package_id = ANY(%s)",
            [YEARS[0], packages.ids],
        )
        cls.package_ids = packages.ids
        lines = packages.allotment_ids.sorted(lambda line: (line.year, line.month))
        cls.pairs = list(
            zip(
                lines.filtered(lambda line: line.bureau_id == bureaus[0]).ids,
                lines.filtered(lambda line: line.bureau_id == bureaus[1]).ids,
                strict=True,
            )
        )

    @classmethod
    def _claims(cls, env, bureaus):
        """Claims on both packages of the first year, approved without ceremony."""
        claims = env["zhaoshang.claim"]
        category = env["zhaoshang.expense.category"].search(
            [("company_id", "=", cls.company_id), ("code", "=", "rent")]
        )
        packages = bureaus.package_ids.filtered(lambda package: package.year == CLAIMED.year)
        with patch.object(
            type(claims), "_posts", lambda own: dict.fromkeys(own, [(CLAIMED, None)])
        ):
            claims = claims.create(
                [
                    {
                        "package_id": package.id,
                        "reason": "Race",
                        "line_ids": [
                            Command.create(
                                {
                                    "category_id": category.id,
                                    "invoice_number": f"9{package.id:09d}{place:010d}",
                                    "invoice_date": CLAIMED,
                                    "invoice_amount": 25000.01,
                                }
                            )
                        ],
                    }
                    for place in range(CLAIMS)
                    for package in packages
                ]
            )
        env.flush_all()
        env.cr.execute(
            "UPDATE zhaoshang_claim SET zs_approval_state = 'approved', state = 'approved',"
            " submitted_on = %s WHERE id = ANY(%s)",
            [CLAIMED, claims.ids],
        )
        cls.claim_pairs = list(zip(claims.ids[::2], claims.ids[1::2], strict=True))

    @classmethod
    def _clean_up(cls):
        with cls._env() as env:
            claims = SQL(
                "SELECT id FROM zhaoshang_claim WHERE package_id = ANY(%s)", cls.package_ids
            )
            moves = SQL("SELECT id FROM account_move WHERE partner_id = ANY(%s)", cls.partner_ids)
            for table, column, ids in (
                ("account_analytic_line", "account_id", SQL("SELECT unnest(%s)", cls.analytic_ids)),
                ("account_move_line", "move_id", moves),
                ("zhaoshang_claim_line", "claim_id", claims),
                ("zhaoshang_claim", "id", claims),
                ("zhaoshang_allotment", "package_id", SQL("SELECT unnest(%s)", cls.package_ids)),
                ("account_move", "id", moves),
                ("zhaoshang_package", "id", SQL("SELECT unnest(%s)", cls.package_ids)),
                ("zhaoshang_bureau_event", "bureau_id", SQL("SELECT unnest(%s)", cls.bureau_ids)),
                ("zhaoshang_bureau", "id", SQL("SELECT unnest(%s)", cls.bureau_ids)),
                (
                    "account_analytic_account",
                    "id",
                    SQL("SELECT unnest(%s)", cls.analytic_ids),
                ),
                ("res_partner", "id", SQL("SELECT unnest(%s)", cls.partner_ids)),
            ):
                env.cr.execute(
                    SQL(
                        "DELETE FROM %s WHERE %s IN (%s)",
                        SQL.identifier(table),
                        SQL.identifier(column),
                        ids,
                    )
                )
            env["res.users"].browse([*cls.cashiers, *cls.accountants]).active = False

    def pay_at_once(self, *calls):
        """Run ``(user id, allotment id, slip)`` at the same moment; return their errors."""
        return self.at_once(
            "zhaoshang.allotment",
            [
                (uid, line_id, lambda line, slip=slip: (date(line.year, 12, 31), slip))
                for uid, line_id, slip in calls
            ],
            "action_pay",
        )

    def post_at_once(self, *calls):
        """Run ``(user id, claim id)`` at the same moment; return their errors."""
        calls = [(uid, claim_id, lambda claim: (CLAIMED,)) for uid, claim_id in calls]
        return self.at_once("zhaoshang.claim", calls, "action_post")

    def at_once(self, model, calls, method):
        barrier = threading.Barrier(len(calls), timeout=10)
        errors = []

        def run(record, values_of):
            try:
                barrier.wait()
                retrying(partial(getattr(record, method), *values_of(record)), record.env)
            except Exception as error:  # noqa: BLE001
                errors.append(error)

        with (
            ExitStack() as stack,
            # the test runner holds the lock that a retried transaction takes
            patch.object(Registry, "_lock", threading.RLock()),
            patch("odoo.service.model.random.uniform", lambda low, high: 0.01),
            mute_logger("odoo.sql_db", "odoo.service.model"),
        ):
            threads = []
            for uid, number, values_of in calls:
                env = stack.enter_context(_committed(self.registry, uid))
                record = env[model].browse(number)
                threads.append(threading.Thread(target=run, args=(record, values_of)))
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        return errors

    def test_simultaneous_payments(self):
        """R134: two payments at once both succeed; one line paid twice at once is paid once."""
        first, second = self.cashiers
        for number, (one, other) in enumerate(self.pairs[:ROUNDS]):
            errors = self.pay_at_once((first, one, f"a{number}"), (second, other, f"b{number}"))
            self.assertFalse(errors, number)
        for number, (one, _other) in enumerate(self.pairs[ROUNDS:]):
            errors = self.pay_at_once((first, one, f"c{number}"), (second, one, f"d{number}"))
            self.assertEqual([type(error) for error in errors], [UserError], number)
        self.post_claims()
        with self._env() as env:
            self.assert_sound(env)

    def post_claims(self):
        """Of two bureaus at once, then two of one package, which clear one after the other."""
        first, second = self.accountants
        *others, (one, third), (two, last) = self.claim_pairs
        for here, there in others:
            self.assertFalse(self.post_at_once((first, here), (second, there)))
        self.assertFalse(self.post_at_once((first, one), (second, two)))
        errors = self.post_at_once((first, third), (second, third))
        self.assertEqual([type(error) for error in errors], [UserError])
        self.assertFalse(self.post_at_once((first, last)))

    def assert_sound(self, env):
        """Every line paid once, numbers without a gap, the hash chain whole, the sums right."""
        moves = env["account.move"].search(
            [("partner_id", "in", self.partner_ids)], order="sequence_prefix, sequence_number"
        )
        self.assertEqual(len(moves), ROUNDS + len(self.pairs) + 2 * CLAIMS)
        self.assertTrue(all(move.inalterable_hash for move in moves))
        for own in moves.grouped("sequence_prefix").values():
            numbers = own.mapped("sequence_number")
            self.assertEqual(numbers, list(range(numbers[0], numbers[0] + len(own))))
        ledger = env["zhaoshang.package.ledger"]
        rows = ledger.search([("package_id", "in", self.package_ids)])
        self.assertEqual(len(rows), len(moves))
        lines = env["zhaoshang.allotment"].search(
            [("package_id", "in", self.package_ids), ("state", "=", "paid")]
        )
        self.assertEqual(sum(rows.mapped("paid")), sum(lines.mapped("amount")))
        for own in rows.grouped("package_id").values():
            last = own.sorted(lambda row: (row.date, row.id))[-1]
            spent = sum(own.mapped("paid")) - sum(own.mapped("accepted"))
            self.assertAlmostEqual(last.balance, spent, 2)
            # nothing is cleared twice
            self.assertGreaterEqual(round(sum(own.mapped("loan")), 2), 0)
            self.assertGreaterEqual(round(sum(own.mapped("prepaid")), 2), 0)


class _committed:  # noqa: N801
    """An environment of its own transaction, committed at the end."""

    def __init__(self, registry, uid):
        self.registry, self.uid = registry, uid

    def __enter__(self):
        self.cr = self.registry.cursor()
        return api.Environment(self.cr, self.uid, {})

    def __exit__(self, kind, value, trace):
        try:
            if kind is None:
                self.cr.commit()  # pylint: disable=invalid-commit
        finally:
            self.cr.close()
