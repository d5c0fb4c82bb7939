from odoo import api, fields, models
from odoo.tools import format_date

from ...rules.sheet import plain
from ..clock import county_today
from .contact import ENTRY


class BureauEvent(models.Model):
    """What a closing does with the address book and the planned visits (clause 1, R003, R030).

    The bureau that takes over gets an entry of its own for whatever it does not know yet, and plans
    the visits still to come; the closed one keeps its book as history, and plans nothing any more.
    """

    _inherit = "zhaoshang.bureau.event"

    taken_over = fields.Char("Address Book and Visits", readonly=True, copy=False)

    def _leaves_behind(self):
        bureau = [("bureau_id", "=", self.bureau_id.id)]
        counts = [
            (self.env._("Organisations in the address book"), "zhaoshang.organisation", bureau),
            (self.env._("Contacts in the address book"), "zhaoshang.contact", bureau),
            (
                self.env._("Planned visits"),
                "zhaoshang.visit",
                [*bureau, ("state", "=", "planned")],
            ),
        ]
        return super()._leaves_behind() + [
            (word, self.env[model].sudo().search_count(domain)) for word, model, domain in counts
        ]

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([vals | {"taken_over": False} for vals in vals_list])

    def _apply_due(self):
        result = super()._apply_due()
        for event in self._told_to_the_county():
            if event.kind == "close" and event.applied and not event.takeover_bureau_id:
                event._planned_visits()._cancel_for_closing(event)
        return result

    def _hand_over_bureau(self):
        result = super()._hand_over_bureau()
        for event in self._told_to_the_county().filtered("handed_over"):
            event._hand_over_outreach()
        return result

    def _told_to_the_county(self):
        """What the clock writes is read in the county's language."""
        return self.sudo().with_context(lang=self.env["zhaoshang.audit"]._lang())

    def _planned_visits(self):
        domain = [("bureau_id", "=", self.bureau_id.id), ("state", "=", "planned")]
        return self.env["zhaoshang.visit"].search(domain)

    def _hand_over_outreach(self):
        """Give the book and the visits still to come to the bureau that takes over."""
        entries = {"keeper_appointment_id": self._successor().id}
        organisations, new = self._organisations_there()
        people = self.env["zhaoshang.contact"].search(
            [("organisation_id", "in", list(organisations))]
        )
        contacts, added = people._entered_at(organisations, entries)
        self._repoint_investors(organisations)
        planned = self._planned_visits()
        today = county_today(self.env)
        coming = planned.filtered(
            lambda visit: visit.date >= today and visit.organisation_id.id in organisations
        )
        coming._plan_elsewhere(self._successor(), organisations, contacts)
        planned._cancel_for_closing(self)
        self._mark(
            {
                "taken_over": self.env._(
                    "New organisations %(organisations)s, new contacts %(contacts)s, visits "
                    "planned anew %(coming)s, visits cancelled %(past)s",
                    organisations=new,
                    contacts=added,
                    coming=len(coming),
                    past=len(planned - coming),
                )
            }
        )

    def _successor(self):
        return self.takeover_bureau_id._deciding_head_at(county_today(self.env)).sudo()

    def _organisations_there(self):
        """Return {id here: the organisation there}, and how many of them are new there."""
        model, heir = self.env["zhaoshang.organisation"], self.takeover_bureau_id
        known = {}
        for there in model.search([("bureau_id", "=", heir.id)]):
            known[there.normalised_name] = known[there.uscc or there.normalised_name] = there
        here = model.search([("bureau_id", "=", self.bureau_id.id)])
        found = {o.id: known.get(o.uscc) or known.get(o.normalised_name) for o in here}
        missing = here.filtered(lambda o: not found[o.id])
        created = model.create(
            [
                {
                    "bureau_id": heir.id,
                    "name": organisation.name,
                    "uscc": organisation.uscc,
                    "category_id": organisation.category_id.id,
                }
                for organisation in missing
            ]
        )
        return found | dict(zip(missing.ids, created, strict=True)), len(created)

    def _repoint_investors(self, organisations):
        """The projects that went over name their investor in the book of their bureau (R012)."""
        investors = self.env["zhaoshang.project.investor"].search(
            [
                ("organisation_id", "in", list(organisations)),
                ("project_id.bureau_id", "=", self.takeover_bureau_id.id),
            ]
        )
        for investor in investors:
            investor.organisation_id = organisations[investor.organisation_id.id]


class Contact(models.Model):
    _inherit = "zhaoshang.contact"

    def _entered_at(self, organisations, vals):
        """Enter these people at the same organisations of another bureau's book.

        What the clock does is no keeping up of a book, so that no month counts by it (R030).

        :param organisations: {id here: the organisation there}
        :returns: ({id here: the contact there}, how many are new there)
        """
        known = {
            (there.id, plain(person.name)): person
            for there in self.env["zhaoshang.organisation"].union(*organisations.values())
            for person in there.contact_ids
        }
        found = {
            person.id: known.get((organisations[person.organisation_id.id].id, plain(person.name)))
            for person in self
        }
        missing = self.filtered(lambda person: not found[person.id])
        created = self._create_entries(
            [
                {name: person[name] for name in ENTRY}
                | {"organisation_id": organisations[person.organisation_id.id].id}
                | vals
                for person in missing
            ]
        )
        return found | dict(zip(missing.ids, created, strict=True)), len(created)


class Visit(models.Model):
    _inherit = "zhaoshang.visit"

    def _plan_elsewhere(self, successor, organisations, contacts):
        """Plan the same visits for another bureau, with ``successor`` to make them."""
        nobody = self.env["zhaoshang.contact"]
        return self.create(
            [
                {
                    "bureau_id": successor.bureau_id.id,
                    "organisation_id": organisations[visit.organisation_id.id].id,
                    "contact_id": contacts.get(visit.contact_id.id, nobody).id,
                    "participant_ids": [fields.Command.set(successor.ids)],
                    "date": visit.date,
                    **{name: visit[name] for name in ("place", "matter", "next_step")},
                }
                for visit in self
            ]
        )

    def _cancel_for_closing(self, event):
        """R003: from the day after its last a bureau visits nobody."""
        if self:
            reason = self.env._(
                "%(bureau)s was closed on %(date)s by %(document)s.",
                bureau=event.bureau_id.name,
                date=format_date(self.env, event.date),
                document=event.document,
            )
            self._govern({"state": "cancelled", "cancel_reason": reason})
