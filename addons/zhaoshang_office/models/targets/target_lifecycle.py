from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..clock import county_today
from .target import AUTHORITY

TRANSITIONS = {
    "draft": {"printed"},
    "printed": {"draft", "in_force"},
    "in_force": {"replaced"},
    "replaced": set(),
}
# Written by commands alone; no client sets them.
GOVERNED = frozenset(
    {
        "state",
        "version",
        "previous_id",
        "rule_set_id",
        "printed_on",
        "in_force_from",
        "drafted_by_id",
    }
)


class Target(models.Model):
    """Who drafts, prints and changes a target (clause 5, R018, R021, R022)."""

    _inherit = "zhaoshang.target"

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        self._check_keeper()
        fresh = dict.fromkeys(GOVERNED, False) | {
            "state": "draft",
            "version": 1,
            "drafted_by_id": self.env.uid,
        }
        return self._create_governed([vals | fresh for vals in vals_list])

    def _create_governed(self, vals_list):
        targets = super().create(vals_list)  # pylint: disable=super-method-mismatch
        for target in targets:
            target._govern({"rule_set_id": target._rules_of_term().id})
        targets.filtered(lambda target: not target.person_ids)._fill_persons()
        return targets

    def write(self, vals):
        if GOVERNED & vals.keys():
            raise AccessError(
                self.env._(
                    "Version and state of a target follow from its buttons (clause 5, R018, R021)."
                )
            )
        self._check_keeper()
        self._check_still_open(vals)
        return super().write(vals)

    def _govern(self, vals):
        """Write what a command has decided; logged like any other change."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def _check_keeper(self):
        if not self.env.su and not self.env.user.has_group(AUTHORITY):
            raise AccessError(
                self.env._("Targets are issued by the investment bureau (clause 5, R014, R018).")
            )

    def _check_still_open(self, vals):
        """What was printed is what is signed: later changes take it back to a draft first."""
        signed = {"signed_on", "signed_scan", "signed_scan_name"}
        talk = {"message_follower_ids", "message_ids", "activity_ids", "zs_approval_state"}
        content = vals.keys() - signed - talk - GOVERNED
        content = {n for n in content if n in self._fields and not n.startswith("zs_")}
        if content and any(target.state != "draft" for target in self.sudo()):
            raise UserError(
                self.env._(
                    "This letter has been printed, so its content stands (clause 5, R021). While "
                    "it is not in force, take it back to a draft; in force, make a new version."
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if any(target.state not in ("draft", "printed") for target in self):
            raise UserError(
                self.env._("A target that was in force is part of the record and stays (R018).")
            )

    def _fill_persons(self, *, must=False):
        """R022: name who is in post: the head first responsible, the deputies directly."""
        for target in self:
            day = max(target.date_from, min(county_today(self.env), target.date_to))
            people = target.bureau_id.sudo().appointment_ids._active_at(day)
            if not people and must:
                raise UserError(target._refuse_nobody_in_post(day))
            target.person_ids = [
                Command.clear(),
                *(
                    Command.create({"appointment_id": person.id})
                    for person in people.sorted(lambda a: (a.role != "head", a.id))
                ),
            ]

    def action_fill_persons(self):
        """Take over who is in post today."""
        self._check_keeper()
        self._check_still_open({"person_ids": True})
        self._fill_persons(must=True)

    def _refuse_nobody_in_post(self, day):
        return self.env._(
            "Nobody is appointed to %(bureau)s for %(day)s yet (clause 5, R022). Let the "
            "organisation department confirm the appointments first, or add the officers below.",
            bureau=self.bureau_id.name,
            day=day,
        )

    def action_print(self):
        """Print the letter, and note that it went to be signed (R021)."""
        self._check_keeper()
        for target in self:
            target._check_persons()
        self.filtered(lambda t: t.state == "draft")._transition(
            "printed", printed_on=county_today(self.env)
        )
        return self.env.ref("zhaoshang_office.action_report_target").report_action(
            self, config=False
        )

    def action_back_to_draft(self):
        """Something on the printed letter is wrong: correct it and print it again."""
        self._check_keeper()
        if any(target.zs_approval_state == "running" for target in self):
            raise UserError(self.env._("It is being decided on: withdraw it first."))
        self._transition("draft", printed_on=False)
        self.write({"signed_on": False, "signed_scan": False, "signed_scan_name": False})

    def action_new_version(self):
        """Draft a change of a target in force, to be given its reason and document (R018)."""
        self.ensure_one()
        self._check_keeper()
        if self.state != "in_force":
            raise UserError(
                self.env._("Only a target in force is changed by a new version (R018).")
            )
        if self.next_ids:
            return self.next_ids[:1]._get_records_action()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Version"),
            "res_model": "zhaoshang.target.change",
            "view_mode": "form",
            "target": "new",
            "context": {"default_target_id": self.id},
        }

    def _change(self, reason, document, amount, big_projects):
        """Return the draft of the next version (R018)."""
        self.ensure_one()
        self._check_keeper()
        if self.state != "in_force":
            raise UserError(
                self.env._("Only a target in force is changed by a new version (R018).")
            )
        return self._create_governed(
            [
                {
                    "bureau_id": self.bureau_id.id,
                    "date_from": self.date_from,
                    "factor": self.factor,
                    "amount": amount,
                    "big_projects": big_projects,
                    "reason": reason,
                    "document": document,
                    "previous_id": self.id,
                    "version": self.version + 1,
                    "state": "draft",
                    "drafted_by_id": self.env.uid,
                }
            ]
        )

    def _check_persons(self):
        """R022: both kinds stand on the letter by name."""
        kinds = set(self.person_ids.mapped("kind"))
        if {"first", "direct"} - kinds:
            raise UserError(
                self.env._(
                    "%(target)s names no %(kind)s (clause 5, R022). Add the officer, or take over "
                    "who is in post.",
                    target=self.display_name,
                    kind=self.env._("first responsible person")
                    if "first" not in kinds
                    else self.env._("directly responsible person"),
                )
            )

    def _transition(self, to, **values):
        for target in self:
            if to not in TRANSITIONS[target.state]:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(target)s is “%(state)s”: this cannot be done now. Reload the page.",
                        target=target.display_name,
                        state=labels[target.state],
                    )
                )
        self._govern({"state": to, **values})
