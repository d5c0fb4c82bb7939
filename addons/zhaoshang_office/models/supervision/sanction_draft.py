from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...rules import grounds
from ..clock import county_today
from ..words import join_names
from .sanction import KIND_OF_STEP, LADDER

OFFICE = "zhaoshang_office.group_office"
ORGANISATION = "zhaoshang_office.group_organisation_department"
EFFICIENCY = "zhaoshang_office.group_efficiency"
DRAFTERS = (OFFICE, ORGANISATION)
# What a person types while it is a draft; all else is written by commands alone.
TYPED = frozenset(
    {
        "facts",
        "analysis",
        "admonition",
        "evidence",
        "evidence_name",
        "effective_on",
        "successor_id",
    }
)
AUTOMATIC = frozenset({"id", "create_uid", "create_date", "write_uid", "write_date"})
TALK = frozenset({"message_follower_ids", "message_ids", "activity_ids"})
TRANSITIONS = {
    "draft": {"decided", "refused", "dropped"},
    "decided": {"served", "withdrawn"},
    "served": {"withdrawn"},
    "withdrawn": set(),
    "refused": set(),
    "dropped": set(),
}


class Sanction(models.Model):
    """Who drafts a sanction, and from what (R089 to R096, R102).

    Nothing drafts one by itself, but that a direct ground which can be worked out opens a case to
    be verified.
    """

    _inherit = "zhaoshang.sanction"

    can_draft = fields.Boolean(compute="_compute_can_draft")

    @api.depends("state", "zs_approval_state", "user_id")
    @api.depends_context("uid")
    def _compute_can_draft(self):
        for sanction in self:
            sanction.can_draft = (
                sanction.state == "draft"
                and sanction.zs_approval_state in ("draft", "returned", "withdrawn")
                and sanction._may_draft()
            )

    def _may_draft(self):
        user = self.env.user
        mine = any(user.has_group(group) for group in DRAFTERS) or (
            self.ground == grounds.GRAVE and user.has_group(EFFICIENCY)
        )
        return mine and self.sudo().user_id != user

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        drafts = self.browse()
        for vals in vals_list:
            refused = vals.keys() - TYPED - {"appointment_id", "ground"}
            if {name for name in refused if vals[name]}:
                raise self._changed_by_its_buttons()
            typed = {name: value for name, value in vals.items() if name not in refused}
            drafts |= self._draft(typed)
        return drafts

    def _draft(self, vals):
        """Draft what the count says for an officer, or a case of grave influence (R102)."""
        post = self.env["zhaoshang.appointment"].browse(vals.get("appointment_id")).exists()
        if not post:
            raise UserError(self.env._("Name the officer."))
        post.check_access("read")
        ground = vals.get("ground") or LADDER
        if ground not in (LADDER, grounds.GRAVE):
            raise UserError(
                self.env._(
                    "Days at post and results are followed by the system itself, which opens the "
                    "case to be verified (R097 to R101)."
                )
            )
        self._check_drafter(post, ground)
        self._hold(post)
        prepared = vals | {"ground": ground, "kind": "dismissal"}
        raising = self.env["zhaoshang.finding"]
        if ground == LADDER:
            standing = self._standing(post)
            raising = self._raising(standing, post)
            prepared["kind"] = KIND_OF_STEP[standing.ladder.step]
        draft = self.sudo()._open(prepared)
        raising.sudo().write({"sanction_id": draft.id})
        draft._prefill()
        return draft.sudo(self.env.su)

    def _open(self, vals):
        """Insert what ``create`` refuses to everybody; whoever calls has checked who may."""
        today = county_today(self.env)
        post = self.env["zhaoshang.appointment"].sudo().browse(vals["appointment_id"])
        rule_set = self.env["zhaoshang.rule.set"].sudo()._at(today, post.company_id)
        # said outright, so that no ``default_*`` of a client's context says otherwise
        fresh = {
            name: False
            for name, field in self._fields.items()
            if field.store and field.readonly and field.column_type
            if not (field.compute or field.related or name in AUTOMATIC or name.startswith("zs_"))
        }
        fresh |= {"state": "draft", "drafted_by_id": self.env.uid, "rule_set_id": rule_set.id}
        return super().create([fresh | vals])  # pylint: disable=super-method-mismatch

    def _check_drafter(self, post, ground):
        user = self.env.user
        allowed = any(user.has_group(group) for group in DRAFTERS)
        allowed |= ground == grounds.GRAVE and user.has_group(EFFICIENCY)
        if not allowed:
            raise AccessError(
                self.env._(
                    "Sanctions are drafted by the management office or the organisation "
                    "department; grave influence also by the efficiency office (clause 11)."
                )
            )
        if post.sudo().user_id == user:
            raise AccessError(self.env._("Nobody drafts a sanction of himself (R084)."))

    @api.model
    def _hold(self, posts):
        """Let one command at a time count for a person: the later one is retried on what is true.

        A transaction reads one snapshot, so that two drafts, or a draft and a service, would else
        count past each other.
        """
        employees = tuple(posts.sudo().employee_id.ids) or (0,)
        self.env.cr.execute(
            SQL(
                "UPDATE zhaoshang_appointment SET write_date = write_date WHERE employee_id IN %s",
                employees,
            )
        )

    @api.model
    def _standing(self, post):
        return post._ladders()[post.sudo()._term_key()]

    def _raising(self, standing, post):
        """Return the findings that raise the step now.

        :raise UserError: where there are none, or a sanction for them is being prepared
        """
        keys = [act.key for act in standing.ladder.raising]
        found = standing.findings.filtered(lambda finding: finding.id in keys)
        if not found:
            raise UserError(
                self.env._(
                    "No confirmed finding of %(name)s raises the step: what is confirmed belongs "
                    "to a sanction already, or happened before the last one was served (R095). "
                    "Confirm a finding, or serve the last sanction first.",
                    name=post.name,
                )
            )
        taken = found.sanction_id - self
        if taken:
            raise UserError(
                self.env._(
                    "“%s” is being prepared for these findings already. Open that one.",
                    join_names(self.env, taken.mapped("display_name")),
                )
            )
        return found

    def _prefill(self):
        """Write down what is known, to be read and worded by the person who drafts."""
        for draft in self.filtered(lambda draft: not draft.facts):
            draft._govern({"facts": draft._facts_of(draft.finding_ids)})

    def _facts_of(self, findings):
        """A line for each finding, its day written as official documents write it."""
        post = self.appointment_id
        lines = []
        for finding in findings.sorted("occurred_on"):
            day = post._zs_long_day(finding.occurred_on)
            name = finding.display_name.replace(str(finding.occurred_on), day)
            lines.append(f"{name}。{finding.decision_comment or ''}".rstrip())
        return "\n".join(lines)

    def action_count_again(self):
        """Take in what was confirmed since, and what the step is now."""
        for draft in self:
            draft._check_open_draft()
            draft._hold(draft.appointment_id)
            standing = draft._standing(draft.appointment_id)
            raising = draft.sudo()._raising(standing, draft.appointment_id)
            draft.sudo().finding_ids.sudo().write({"sanction_id": False})
            raising.sudo().write({"sanction_id": draft.id})
            draft.sudo()._govern({"kind": KIND_OF_STEP[standing.ladder.step]})
        return True

    def action_drop(self, reason):
        """Give a draft up with the reason; its findings stay confirmed and are free again."""
        for draft in self:
            draft._check_open_draft()
        if not (reason or "").strip():
            raise UserError(self.env._("Write why it is given up."))
        self.sudo().finding_ids.sudo().write({"sanction_id": False})
        self.sudo()._transition(
            "dropped",
            withdrawn_reason=reason.strip(),
            withdrawn_on=county_today(self.env),
            withdrawn_by_id=self.env.uid,
        )
        return True

    def _check_open_draft(self):
        self.check_access("read")
        if not self._may_draft():
            raise self._changed_by_its_buttons()
        if not self.can_draft:
            raise UserError(
                self.env._(
                    "“%s” is not a draft any more. Reload the page to see how it stands.",
                    self.display_name,
                )
            )

    def write(self, vals):
        content = {name for name in vals if not name.startswith("zs_")} - TALK
        if not self.env.su and content:
            if content - TYPED:
                raise self._changed_by_its_buttons()
            for draft in self:
                draft._check_open_draft()
        return super().write(vals)

    def _govern(self, vals):
        """Write what a command has decided; logged like any other change."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def unlink(self):  # pylint: disable=method-required-super
        raise self._changed_by_its_buttons()

    def copy(self, default=None):  # pylint: disable=method-required-super
        raise self._changed_by_its_buttons()

    def _changed_by_its_buttons(self):
        return AccessError(
            self.env._(
                "A sanction is drafted from confirmed findings, decided, served, reviewed and "
                "withdrawn, each by its button and by whom clause 11 names; it is not edited, and "
                "nobody changes his own."
            )
        )

    def _transition(self, to, **values):
        """Move to another state if the table knows the way."""
        for sanction in self:
            if to not in TRANSITIONS[sanction.state]:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "“%(sanction)s” is “%(state)s”: this cannot be done now. Reload the page.",
                        sanction=sanction.display_name,
                        state=labels[sanction.state],
                    )
                )
        self._govern({"state": to, **values})


class Finding(models.Model):
    _inherit = "zhaoshang.finding"

    sanction_id = fields.Many2one(
        "zhaoshang.sanction", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    can_draft_sanction = fields.Boolean(compute="_compute_can_draft_sanction")

    @api.depends("state", "sanction_id")
    @api.depends_context("uid")
    def _compute_can_draft_sanction(self):
        user = self.env.user
        drafter = any(user.has_group(group) for group in DRAFTERS)
        self.can_draft_sanction = False
        waiting = self.filtered(lambda finding: finding.state == "confirmed" and drafter)
        standings = waiting.appointment_id._ladders() if waiting else {}
        for finding in waiting.filtered(lambda f: not f.sudo().sanction_id and f.user_id != user):
            standing = standings[finding.sudo().appointment_id._term_key()]
            raising = {act.key for act in standing.ladder.raising}
            finding.can_draft_sanction = finding._origin.id in raising

    def action_draft_sanction(self):
        """Draft the sanction that the count says, and open it; the sanction checks who may."""
        self.ensure_one()
        self.check_access("read")
        draft = self.env["zhaoshang.sanction"].create({"appointment_id": self.appointment_id.id})
        return draft._get_records_action()
