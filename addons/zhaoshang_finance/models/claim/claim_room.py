from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount

from ...rules.claim import Room
from ..zhaoshang_package import decimal_of
from .claim import PENDING


class Package(models.Model):
    """What a package still bears (clause 13, R127)."""

    _inherit = "zhaoshang.package"

    claim_ids = fields.One2many("zhaoshang.claim", "package_id", "Claims")
    pending = fields.Monetary(
        "Claims under way",
        compute="_compute_room",
        help="R127: what is claimed holds its part from the day it is handed in.",
    )
    available = fields.Monetary(
        "Can still be claimed", compute="_compute_room", help="R127: package − settled − under way."
    )

    @api.depends("entitlement", "accepted", "claim_ids.state", "claim_ids.accepted_amount")
    def _compute_room(self):
        rooms = self._zs_rooms()
        for package in self:
            room = rooms[package]
            package.pending = float(room.pending)
            package.available = float(room.available)

    def action_zs_claims(self):
        """Open the claims of this package."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("zhaoshang_finance.claim_action")
        return action | {
            "domain": [("package_id", "=", self.id)],
            "context": {"default_package_id": self.id},
        }

    def _zs_rooms(self, without=()):
        """Return ``{package: rules.claim.Room}``, all claims counted, whoever may read them.

        :param without: ids of claims that do not count as under way
        """
        domain = [
            ("package_id", "in", self.ids),
            ("state", "in", PENDING),
            ("id", "not in", list(without)),
        ]
        groups = (
            self.env["zhaoshang.claim"]
            .sudo()
            ._read_group(domain, ["package_id"], ["accepted_amount:sum"])
        )
        pending = {package.id: decimal_of(amount) for package, amount in groups}
        self.env.flush_all()
        ledger = self.env["zhaoshang.package.ledger"].sudo()
        entitlements = self._zs_entitlements()
        sums = ledger._zs_sums(self.ids, ("accepted", "paid", "returned"))
        return {
            package: Room(
                entitlement=entitlements[package.id],
                accepted=its["accepted"],
                pending=pending.get(package.id, decimal_of(0)),
                released=its["paid"] - its["returned"],
            )
            for package, its in ((package, sums[package.id]) for package in self)
        }


class Claim(models.Model):
    _inherit = "zhaoshang.claim"

    available = fields.Monetary("Can still be claimed", compute="_compute_available")
    notice = fields.Char(compute="_compute_available")

    @api.depends("package_id", "amount", "state")
    @api.depends_context("lang")
    def _compute_available(self):
        # a package that is only named in a form tells nothing to who does not read it (R117)
        saved = self._origin.package_id
        named = self.package_id._origin
        shown = (named & saved) | (named - saved)._filtered_access("read")
        rooms = shown._zs_rooms(without=self._origin.ids)
        for claim in self:
            room = rooms.get(claim.package_id._origin)
            claim.available = float(room.available) if room else 0
            claim.notice = bool(room) and claim._room_text(room)

    def _room_text(self, room):
        """What the claimant should know of the package before he sends, or False."""
        if self.state not in (False, "draft", "returned", "submitted"):
            return False
        amount = decimal_of(self.accepted_amount)
        if room.beyond(amount):
            return self._beyond_text(room, amount)
        if room.ahead(amount):
            return self.env._(
                "With this claim the bureau has spent %(ahead)s more than has been paid to it so "
                "far. It may be claimed; what exceeds the advance is owed to the claimant (R127).",
                ahead=self._yuan(room.ahead(amount)),
            )
        return False

    def _beyond_text(self, room, amount):
        return self.env._(
            "The package of %(package)s bears %(available)s more, and %(amount)s are claimed: "
            "%(beyond)s too much (clause 13, R125, R127). Of %(entitlement)s, %(accepted)s are "
            "settled and %(pending)s claimed by others. Take invoices out, or claim less.",
            package=self.package_id.display_name,
            available=self._yuan(room.available),
            amount=self._yuan(amount),
            beyond=self._yuan(room.beyond(amount)),
            entitlement=self._yuan(room.entitlement),
            accepted=self._yuan(room.accepted),
            pending=self._yuan(room.pending),
        )

    def _check_room(self):
        """Refuse what the package does not bear; of two at once one sees the other (R127)."""
        groups = self.sudo().grouped("package_id")
        self.sudo().package_id._zs_lock()
        for package, claims in groups.items():
            room = package._zs_rooms(without=claims.ids)[package]
            for claim in claims:
                amount = decimal_of(claim.accepted_amount)
                if room.beyond(amount):
                    raise UserError(claim._beyond_text(room, amount))
                room = Room(room.entitlement, room.accepted, room.pending + amount, room.released)

    def _yuan(self, amount):
        return format_amount(self.env, float(amount), self.currency_id)
