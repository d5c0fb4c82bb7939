from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..permit import enter, permitted_create, permitted_write


class ApprovalProposable(models.AbstractModel):
    """Records with fields that change only once a second person has agreed.

    What a module's data brings while its registry is loading is in force at once: that is a fact
    of the server, which no client can claim.
    """

    _name = "zhaoshang.approval.proposable"
    _inherit = ["zhaoshang.approval.spoken"]
    _description = "Record Under a Second Person's Eyes"

    def _zs_held_fields(self):
        """Names of the fields of this record that nobody changes alone."""
        return set()

    def _zs_check_held(self, vals):
        """Refuse what cannot even be proposed."""

    def _zs_installing(self):
        return self.env.registry._init

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        for field in self._zs_worked_out():
            # a client may have sent another value, or a ``default_*`` key
            self.env.add_to_compute(field, records)
        return records

    def _zs_worked_out(self):
        """Stored fields that follow from others: whoever agrees reads those others."""
        return [
            field
            for field in self._fields.values()
            if field.store and field.compute and field.readonly
        ]

    def write(self, vals):
        clean, permitted = enter(self, "write", vals)
        if permitted is not None and permitted.keys() == vals.keys():
            return super(ApprovalProposable, clean).write(vals)
        clean.check_access("write")
        if vals.keys() & {field.name for field in self._zs_worked_out()}:
            raise self._zs_second_person_error()
        clean._zs_check_held(vals)
        if self._zs_installing():
            return super(ApprovalProposable, clean).write(vals)
        result = True
        for record in clean:
            held = vals.keys() & record._zs_held_fields()
            record._zs_propose_change({name: vals[name] for name in held})
            rest = {name: value for name, value in vals.items() if name not in held}
            if rest:
                result = super(ApprovalProposable, record).write(rest)
        return result

    # proposing

    def _zs_propose_change(self, vals):
        """Propose what differs from what is; the record stays as it is until then."""
        changed, words = {}, []
        self = self._zs_in_own_words()
        for name, value in vals.items():
            field = self._fields[name]
            cached = field.convert_to_cache(value, self, validate=False)
            new = field.convert_to_record(cached, self)
            if new != self[name]:
                changed[name] = _plain(field.convert_to_write(new, self))
                words.append(
                    f"{field._description_string(self.env)}: "
                    f"{self._zs_word(field, self[name])} → {self._zs_word(field, new)}"
                )
        if changed:
            self._zs_propose("change", words, changed)

    def _zs_propose(self, kind, words, vals=None):
        """Put the record before a second person.

        :param words: what would change, a sentence each
        :param vals: values to be written then
        """
        self.ensure_one()
        proposals = self.env["zhaoshang.approval.proposal"].sudo()
        waiting = self._zs_pending()
        if waiting:
            raise UserError(
                self.env._(
                    "“%(what)s” waits for a second person already, proposed by %(who)s. It has to "
                    "be agreed, refused or taken back first.",
                    what=waiting.title,
                    who=waiting.proposed_by.name,
                )
            )
        record = self.sudo()
        proposal = permitted_create(
            proposals,
            [
                {
                    "res_model": self._name,
                    "res_id": self.id,
                    "kind": kind,
                    "title": record._zs_proposal_title(),
                    "changes": "\n".join(words),
                    "vals": vals or {},
                    "company_id": record._zs_proposal_company().id,
                    "state": "pending",
                    "proposed_by": self.env.uid,
                    "proposed_at": fields.Datetime.now(),
                }
            ],
        )
        proposal._zs_tell(self.env.user)
        return proposal

    def _zs_in_own_words(self):
        """The record in the language of the person, whatever a programme left unsaid."""
        return self if self.env.lang else self.with_context(lang=self.env.user.lang)

    def _zs_pending(self):
        """The proposals about these records that nobody has decided yet."""
        return self.env["zhaoshang.approval.proposal"].sudo().search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids), ("state", "=", "pending")]
        )  # fmt: skip

    def _zs_take_effect(self):
        """Put what is proposed about these records in force without a second person: for what an
        installation or the opening import brings. Nothing a client can call leads here."""
        self._zs_pending()._zs_settle("confirmed")

    def _zs_apply(self, proposal):
        """Carry out what was agreed."""
        if proposal.vals:
            permitted_write(self.sudo(), proposal.vals)

    def _zs_drop(self, proposal):
        """Undo what proposing has done to the record; a change has done nothing yet."""

    def _zs_check_may_confirm(self):
        """Refuse a second person who may not decide on these records, for a reason of theirs."""

    def _zs_beneficiaries(self):
        """Users in whose favour, or about whom, these records are."""
        return self.env["res.users"]

    def _zs_proposal_title(self):
        return self.display_name

    def _zs_proposal_company(self):
        return self.company_id

    def _zs_second_person_error(self):
        return AccessError(
            self.env._(
                "“%s” is in force only once a second person has agreed: propose the change, and "
                "somebody with the right to confirm decides on it.",
                self.env["ir.model"]._get(self._name).name,
            )
        )


def _plain(value):
    """A value to write as JSON keeps it."""
    return value if isinstance(value, (bool, int, float, str, list)) else str(value)
