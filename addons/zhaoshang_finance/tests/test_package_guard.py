from datetime import date

from odoo.addons.zhaoshang_approval.permit import CONTEXT_KEY
from odoo.addons.zhaoshang_finance.models.zhaoshang_bureau import OURS
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import YEAR, FinanceCase

JANUARY = date(YEAR, 1, 5)
READER = "account.group_account_readonly"
BOOKKEEPER = "account.group_account_user"
MANAGER = "account.group_account_manager"


@tagged("post_install", "-at_install")
class TestPackageGuard(FinanceCase):
    """Nobody reaches the entries, accounts and journal of the package but through its commands."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bookkeeper, cls.manager, cls.system = cls._users(
            {
                "t_bookkeeper": [BOOKKEEPER],
                "t_manager": [MANAGER, BOOKKEEPER],
                "t_system": ["base.group_system", MANAGER, BOOKKEEPER],
            }
        )
        cls.journal = cls.company.zs_bank_journal_id
        cls.general = cls.env["account.journal"].search(
            [("type", "=", "general"), ("company_id", "=", cls.company.id)], limit=1
        )
        cls.bank = cls.env["account.journal"].search(
            [("type", "=", "bank"), ("id", "!=", cls.journal.id)], limit=1
        )
        cls.expense = cls.env["account.account"].search(
            [("account_type", "=", "expense"), ("company_ids", "in", cls.company.ids)], limit=1
        )
        cls.package = cls.open_year()
        cls.loan = cls.month(cls.package, 1)
        cls.approve_and_pay(cls.loan, JANUARY, "1")
        cls.move = cls.loan.move_id

    def everybody(self):
        """Readers, bookkeepers, the accounting manager, group_system and the superuser."""
        return (
            self.accountant,
            self.cashier,
            self.bookkeeper,
            self.manager,
            self.system,
            self.env.ref("base.user_root"),
        )

    def assert_refused(self, call, *users, message=None):
        """``call(env)`` is refused to each user, with every trick key in the context."""
        for user in users or self.everybody():
            for key in (None, True, "permit", {"_open": {"write": 99}}, [1]):
                env = self.env(user=user, context={} if key is None else {CONTEXT_KEY: key})
                with (
                    self.subTest(user=user.login, key=key),
                    mute_logger("odoo.sql_db", "odoo.models.unlink"),
                    self.assertRaises(UserError) as caught,
                    self.env.cr.savepoint(),
                ):
                    call(env)
                if message and user in (self.manager, self.env.ref("base.user_root")):
                    self.assertIn(message, str(caught.exception))
            self.env.invalidate_all()

    def entry_values(self, journal, account, counterpart=None):
        partner = self.three.partner_id.id
        line = {"partner_id": partner, "name": "by hand"}
        return {
            "move_type": "entry",
            "journal_id": journal.id,
            "date": JANUARY,
            "line_ids": [
                Command.create({**line, "account_id": account.id, "debit": 10}),
                Command.create(
                    {**line, "account_id": (counterpart or self.expense).id, "credit": 10}
                ),
            ],
        }

    def test_no_entry_is_made_in_the_journal_by_hand(self):
        """R134: create, also by default keys and by copy."""
        values = self.entry_values(self.journal, self.expense)
        self.assert_refused(lambda env: env["account.move"].create(values), message="R134")
        del values["journal_id"]
        self.assert_refused(
            lambda env: (
                env["account.move"].with_context(default_journal_id=self.journal.id).create(values)
            )
        )
        self.assert_refused(lambda env: self.move.with_env(env).copy())
        claims = self.entry_values(self.company.zs_claim_journal_id, self.expense)
        self.assert_refused(
            lambda env: env["account.move"].create(claims), self.bookkeeper, self.system,
            self.env.ref("base.user_root"), message="R134",
        )  # fmt: skip

    def test_no_line_is_made_on_the_accounts_by_hand(self):
        """R134: in any journal, on 借款, 预拨经费, 应付垫付 and the bank account."""
        accounts = (
            self.company.zs_loan_account_id
            | self.company.zs_prepaid_account_id
            | self.company.zs_advance_account_id
            | self.journal.default_account_id
        )
        for account in accounts:
            values = self.entry_values(self.general, account)
            self.assert_refused(
                lambda env, values=values: env["account.move"].create(values), self.manager,
                self.env.ref("base.user_root"), message="clause 13",
            )  # fmt: skip

    def test_a_draft_cannot_be_turned_into_our_entry(self):
        """R134: neither through the journal, nor through a line, nor through the move."""
        draft = self.env["account.move"].create(self.entry_values(self.general, self.expense))
        line = draft.line_ids[0]
        loan_account = self.company.zs_loan_account_id.id
        for call in (
            lambda env: draft.with_env(env).write({"journal_id": self.journal.id, "name": "/"}),
            lambda env: line.with_env(env).write({"account_id": loan_account}),
            lambda env: draft.with_env(env).write(
                {"line_ids": [Command.update(line.id, {"account_id": loan_account})]}
            ),
            lambda env: line.with_env(env).write({"zs_package_id": self.package.id}),
            lambda env: draft.with_env(env).write({"zs_event": "loan"}),
        ):
            self.assert_refused(call, self.manager, self.env.ref("base.user_root"))

    def test_the_key_of_an_event_cannot_be_occupied(self):
        """R134: no foreign entry takes the place of a future payment."""
        values = self.entry_values(self.general, self.expense)
        forged = {
            "zs_source_model": "zhaoshang.allotment",
            "zs_source_id": self.month(self.package, 2).id,
            "zs_event": "allotment",
        }
        self.assert_refused(lambda env: env["account.move"].create({**values, **forged}))
        context = {f"default_{name}": value for name, value in forged.items()}
        self.assert_refused(lambda env: env["account.move"].with_context(**context).create(values))

    def test_a_posted_entry_stays_as_it_is(self):
        """R134: no reset to draft, no cancel, no change, no deletion, no free reversal."""
        move, line = self.move, self.move.line_ids[0]
        for call in (
            lambda env: move.with_env(env).button_draft(),
            lambda env: move.with_env(env).button_cancel(),
            lambda env: move.with_env(env).write({"state": "draft"}),
            lambda env: move.with_env(env).write({"ref": "changed"}),
            lambda env: move.with_env(env).write({"date": date(YEAR, 1, 6)}),
            lambda env: move.with_env(env).write({"name": "X/1"}),
            lambda env: move.with_env(env).write({"zs_reversed": True}),
            lambda env: move.with_env(env).write({"zs_event": False}),
            lambda env: move.with_env(env).write({"journal_id": self.general.id}),
            lambda env: move.with_env(env).write(
                {"line_ids": [Command.update(line.id, {"name": "changed"})]}
            ),
            lambda env: move.with_env(env).write({"line_ids": [Command.delete(line.id)]}),
            lambda env: line.with_env(env).write({"name": "changed"}),
            lambda env: line.with_env(env).write({"debit": 1}),
            lambda env: line.with_env(env).write({"partner_id": self.two.partner_id.id}),
            lambda env: line.with_env(env).write({"analytic_distribution": {"1": 100}}),
            lambda env: line.with_env(env).unlink(),
            lambda env: move.with_env(env).unlink(),
            lambda env: move.with_env(env).with_context(force_delete=True).unlink(),
            lambda env: move.with_env(env)._reverse_moves(cancel=True),
            lambda env: line.with_env(env).remove_move_reconcile() or line.unlink(),
        ):
            self.assert_refused(call, self.manager, self.env.ref("base.user_root"))

    def test_the_reversal_wizard_of_accounting_is_no_way_round(self):
        """R134: only 会计's reversal on the allotment."""

        def reverse(env):
            wizard = env["account.move.reversal"].with_context(
                active_model="account.move", active_ids=self.move.ids
            )
            wizard.create({"journal_id": self.journal.id, "date": JANUARY}).reverse_moves()

        self.assert_refused(reverse, self.manager, self.env.ref("base.user_root"))

    def test_import_is_no_way_round(self):
        """R134: load() of entries, and of changes to entries."""
        fields = ["journal_id/.id", "date", "line_ids/account_id/.id", "line_ids/debit"]
        rows = [[str(self.journal.id), str(JANUARY), str(self.expense.id), "0"]]
        for user in (self.manager, self.env.ref("base.user_root")):
            model = self.env["account.move"].with_user(user)
            result = model.load(fields, rows)
            self.assertFalse(result["ids"], result)
            result = model.load([".id", "ref"], [[str(self.move.id), "changed"]])
            self.assertFalse(result["ids"], result)
        self.env.invalidate_all()
        self.assertNotEqual(self.move.ref, "changed")

    def test_bank_statements_and_payments_are_no_way_round(self):
        """R134: no statement line and no payment in our journal."""
        statement_line = {"journal_id": self.journal.id, "payment_ref": "x", "amount": 10}
        payment = {
            "journal_id": self.journal.id,
            "payment_type": "outbound",
            "partner_type": "supplier",
            "partner_id": self.three.partner_id.id,
            "amount": 10,
        }
        for call in (
            lambda env: env["account.bank.statement.line"].create(statement_line),
            lambda env: env["account.bank.statement"].create(
                {"line_ids": [Command.create(statement_line)]}
            ),
            lambda env: env["account.payment"].create(payment),
            lambda env: (
                env["account.payment"]
                .create({**payment, "journal_id": self.bank.id})
                .write({"journal_id": self.journal.id})
            ),
        ):
            self.assert_refused(call, self.manager, self.env.ref("base.user_root"))

    def test_reconciliation_is_no_way_round(self):
        """R134: no model on our accounts, no matching of our lines, no undoing of a matching."""
        february = self.month(self.package, 2)
        self.approve_and_pay(february, date(YEAR, 2, 5), "2")
        february.with_user(self.accountant).action_reverse("错", date(YEAR, 2, 6))
        matched = self.env["account.partial.reconcile"].search(
            [("debit_move_id.zs_package_id", "=", self.package.id)]
        )
        self.assertTrue(matched)
        bank_lines = self.line_of(self.move, "bank")
        other = self.env["account.move"].create(self.entry_values(self.general, self.expense))
        other.action_post()
        model_values = {
            "name": "ours",
            "company_id": self.company.id,
            "line_ids": [
                Command.create({"account_id": self.company.zs_loan_account_id.id, "label": "x"})
            ],
        }
        partial = {
            "debit_move_id": self.line_of(self.move, "loan").id,
            "credit_move_id": bank_lines.id,
            "amount": 5,
            "debit_amount_currency": 5,
            "credit_amount_currency": 5,
        }
        for call in (
            lambda env: env["account.reconcile.model"].create(model_values),
            lambda env: env["account.reconcile.model"].create(
                {"name": "ours", "match_journal_ids": [Command.link(self.journal.id)]}
            ),
            lambda env: env["account.partial.reconcile"].create(partial),
            lambda env: matched.with_env(env).unlink(),
            lambda env: matched.with_env(env).write({"amount": 1}),
            lambda env: matched.debit_move_id.with_env(env).remove_move_reconcile(),
            lambda env: matched.full_reconcile_id.with_env(env).unlink(),
        ):
            self.assert_refused(call, self.manager, self.env.ref("base.user_root"))

    def test_accounts_and_journal_keep_their_meaning(self):
        """R134: type, code, lock, accounts, company and existence stay; the name may change."""
        loan, claims = self.company.zs_loan_account_id, self.company.zs_claim_journal_id
        for call in (
            lambda env: loan.with_env(env).write({"account_type": "expense"}),
            lambda env: loan.with_env(env).write({"code": "999999"}),
            lambda env: loan.with_env(env).write({"active": False}),
            lambda env: loan.with_env(env).write({"reconcile": False}),
            lambda env: loan.with_env(env).write({"company_ids": [Command.clear()]}),
            lambda env: loan.with_env(env).unlink(),
            lambda env: self.journal.with_env(env).write({"restrict_mode_hash_table": False}),
            lambda env: self.journal.with_env(env).write({"default_account_id": loan.id}),
            lambda env: self.journal.with_env(env).write({"code": "XX"}),
            lambda env: self.journal.with_env(env).write({"active": False}),
            lambda env: self.journal.with_env(env).unlink(),
            lambda env: claims.with_env(env).write({"restrict_mode_hash_table": False}),
            lambda env: claims.with_env(env).unlink(),
            lambda env: self.company.with_env(env).write({"zs_claim_journal_id": False}),
            lambda env: self.company.with_env(env).write({"zs_loan_account_id": self.expense.id}),
            lambda env: self.company.with_env(env).write({"zs_bank_journal_id": False}),
        ):
            self.assert_refused(call, self.manager, self.env.ref("base.user_root"))
        loan.with_user(self.manager).name = "驻外借款"
        self.journal.with_user(self.manager).name = "专户"

    def test_no_bureau_begins_with_the_account_of_another(self):
        """R117: not by a key of the context either."""
        keys = {f"default_{name}": self.three[name].id for name in OURS}
        bureaus = self.env["zhaoshang.bureau"].with_user(self.authority).with_context(**keys)
        values = {"name": "测试丙", "code": "testbing", "city": "丙", "headcount_standard": "2"}
        bureau = bureaus.create(values | {"opened_on": date(YEAR, 1, 1)}).sudo()
        for name in OURS:
            self.assertTrue(bureau[name])
            self.assertNotEqual(bureau[name], self.three[name])

    def test_accounts_are_not_merged(self):
        """R134: the merge wizard rewrites posted lines by SQL, so it is refused."""
        accounts = self.company.zs_loan_account_id | self.company.zs_prepaid_account_id
        self.assert_refused(
            lambda env: env["account.merge.wizard"]._action_merge(accounts.with_env(env)),
            self.manager,
            self.env.ref("base.user_root"),
        )

    def test_other_bookkeeping_goes_on(self):
        """R134: the guards are narrow: other journals and accounts work as ever."""
        move = self.env["account.move"].with_user(self.bookkeeper)
        move = move.create(self.entry_values(self.general, self.expense))
        move.action_post()
        move.button_draft()
        move.unlink()

    def test_one_may_talk_about_an_entry(self):
        """R134: notes and files are not changes."""
        note = self.move.with_user(self.accountant).message_post(body="回单已附")
        self.move.with_user(self.manager).message_subscribe(self.manager.partner_id.ids)
        self.assertIn(note, self.move.message_ids)
        self.assertIn(self.manager.partner_id, self.move.message_partner_ids)

    def test_lines_on_our_accounts_name_bureau_and_package(self):
        """R117: no anonymous line, not even in a posting of our own."""
        for line in self.move.line_ids:
            self.assertEqual(line.partner_id, self.three.partner_id)
            self.assertEqual(line.zs_package_id, self.package)

    def test_the_hash_chain_holds(self):
        """R134: Odoo's own integrity check finds the journal unbroken."""
        self.approve_and_pay(self.month(self.package, 2), date(YEAR, 2, 5), "2")
        report = self.company.with_user(self.manager)._check_hash_integrity()["results"]
        ours = [row for row in report if row["journal_name"].startswith(self.journal.name)]
        self.assertTrue(ours)
        self.assertEqual({row["status"] for row in ours}, {"verified"})


@tagged("post_install", "-at_install")
class TestPermit(FinanceCase):
    def test_returned_records_carry_no_permit(self):
        """R134: the records that a command gives back have a clean context."""
        package = self.open_year()
        self.approve_and_pay(self.month(package, 1), date(YEAR, 1, 5), "1")
        self.assertNotIn(CONTEXT_KEY, self.month(package, 1).move_id.env.context)
        with self.assertRaises(AccessError):
            self.month(package, 1).move_id.ref = "x"
