from odoo import api, fields, models

from .approval_diagram import drawn_step
from .approval_proposal import CONFIRMER, KEEPER
from .approval_version_check import STEPS


class ApprovalVersion(models.Model):
    """A version as it is drawn beside its form, and what comes of it."""

    _inherit = "zhaoshang.approval.version"

    diagram = fields.Json(compute="_compute_diagram", string="Drawing of the Flow")
    running_count = fields.Integer(
        string="On Their Way", compute="_compute_running_count",
        help="Documents in approval on this version; they stay on it to the end.",
    )  # fmt: skip
    outlook = fields.Json(compute="_compute_outlook", string="What Happens Next")

    @api.depends("flow_id.res_model", *STEPS)
    @api.depends_context("lang", "uid")
    def _compute_diagram(self):
        self.check_access("read")
        for version in self:
            version.diagram = version._zs_drawn()

    def _zs_drawn(self):
        """The steps for the drawing, without a document: whom they name."""
        self.ensure_one()
        model = self.env.get(self.res_model)
        roles = self.step_ids.party_ids.role_id
        members = roles._memberships_at(roles._today()).grouped("role_id")
        parties = {party.id: party for party in self.step_ids.party_ids}
        steps = []
        for step in self._zs_build_definition().steps:
            drawn = drawn_step(self if model is None else model, step)
            people = [parties[party.key]._zs_drawn(members) for party in step.parties]
            steps.append(drawn | {"status": "coming", "parties": people})
        return steps

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_running_count(self):
        self.check_access("read")
        counts = dict(
            self.env["zhaoshang.approval.instance"]
            .sudo()
            ._read_group(
                [("version_id", "in", self._origin.ids), ("state", "=", "running")],
                ["version_id"],
                ["__count"],
            )
        )
        counts = {version.id: count for version, count in counts.items()}
        for version in self:
            version.running_count = counts.get(version._origin.id, 0)

    @api.depends("state", "flow_id", "proposed_by")
    @api.depends_context("lang", "uid")
    def _compute_outlook(self):
        self.check_access("read")
        for version in self:
            texts = getattr(version, f"_zs_outlook_{version.state or 'draft'}")()
            version.outlook = [{"text": text, "step": False} for text in texts]

    def _zs_outlook_draft(self):
        return [
            self.env._(
                "“Propose to Put in Force” puts nothing in force yet: %s looks at it under "
                "“To Confirm” and agrees or does not.",
                self._zs_second_persons(),
            ),
            *self._zs_outlook_of_change(),
        ]

    def _zs_outlook_proposed(self):
        return [
            self.env._(
                "Waits under “To Confirm” for %s. Until then nobody changes it; who proposed it "
                "may take it back.",
                self._zs_second_persons(),
            ),
            *self._zs_outlook_of_change(),
        ]

    def _zs_outlook_of_change(self):
        """What agreeing will change, and for whom it changes nothing."""
        before = self.flow_id.published_version_id
        running = sum(self.flow_id.version_ids.mapped("running_count"))
        texts = [
            self.env._(
                "Until then version %s stays in force. Once agreed, documents sent from then on "
                "take this one, and it cannot be changed any more.",
                before.number,
            )
            if before
            else self.env._(
                "Once agreed, documents sent from then on take it, and it cannot be changed any "
                "more."
            )
        ]
        if running:
            texts.append(
                self.env._(
                    "%s documents are on their way on the version they were sent with: they stay "
                    "on it to the end. One that comes back to its requester and is sent again "
                    "takes the version in force then.",
                    running,
                )
            )
        return texts

    def _zs_outlook_published(self):
        texts = [
            self.env._(
                "In force: documents sent now take it, %s are on their way on it. It stands as "
                "it is; to change anything, draft a new version in the flow.",
                self.running_count,
            )
        ]
        earlier = sum((self.flow_id.version_ids - self).mapped("running_count"))
        if earlier:
            texts.append(
                self.env._("%s documents are still on their way on earlier versions.", earlier)
            )
        return texts

    def _zs_outlook_retired(self):
        return [
            self.env._(
                "Not in force any more; %s documents that were sent with it are still on their "
                "way on it.",
                self.running_count,
            )
        ]

    def _zs_second_persons(self):
        """Names of those who may agree to what the current user proposes."""
        confirmers, keepers = (
            self.env.ref(group).sudo().all_user_ids for group in (CONFIRMER, KEEPER)
        )
        users = confirmers - keepers - (self.proposed_by or self.env.user)
        names = (users - self._zs_beneficiaries()).filtered("active").mapped("name")
        return "、".join(names) or self.env._("a second person with the right to confirm")


class ApprovalParty(models.Model):
    _inherit = "zhaoshang.approval.party"

    def _zs_drawn(self, members):
        """
        :param members: ``{role: its memberships of today}``
        """
        label = dict(self._fields["source"]._description_selection(self.env))
        users = self.user_id if self.source == "user" else self.env["res.users"]
        if self.source in ("role", "requester_choice") and self.role_id in members:
            users = members[self.role_id].user_id
        source = {
            "field": self._zs_path_label() or self.field_path,
            "manager": label["manager"],
            "requester_choice": label["requester_choice"],
        }.get(self.source, "")
        vacant = self.source in ("role", "requester_choice") and self.role_id and not users
        people = [
            {"name": user.name, "status": "coming", "at": False, "comment": ""} for user in users
        ]
        return {
            "name": self.name or "…",
            "status": "coming",
            "people": people,
            "added": False,
            "source": source or "",
            "note": self.env._("Nobody holds this post today.") if vacant else "",
        }
