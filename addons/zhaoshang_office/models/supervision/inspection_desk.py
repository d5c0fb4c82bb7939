from odoo import api, models
from odoo.fields import Domain

from ...rules import inspection as rules
from ..clock import county_today, read_day
from ..presence.presence_words import SIGNS as DAY_SIGNS
from ..presence.presence_words import legend
from .inspection_entry import SIGNS


class Inspection(models.Model):
    """The page of the efficiency office: who should be where on a day, and the buttons (R061)."""

    _inherit = "zhaoshang.inspection"

    @api.model
    @api.readonly
    def zs_desk(self, bureau_id=None, day=None, inspection_id=None):
        """Return bureaus, the officers of one of them with where they should be, and results.

        Of an absence kind, number and days are told, and nothing of its reason, clients or project.
        """
        self._check_inspector()
        day = read_day(self.env, day) if day else county_today(self.env)
        bureaus = self.env["zhaoshang.bureau"].search(
            [("state", "!=", "closed"), ("company_id", "in", self.env.companies.ids)]
        )
        bureau = self._inspected_bureau(bureau_id) if bureau_id else bureaus[:1]
        entries = self.env["zhaoshang.inspection.entry"]
        inspection = entries._sheet_of(bureau, day, inspection_id)
        return {
            "today": county_today(self.env).isoformat(),
            "day": day.isoformat(),
            "bureaus": [{"id": one.id, "name": one.name} for one in bureaus],
            "bureau": {
                "id": bureau.id,
                "name": bureau.name,
                "phone": bureau.fixed_phone or "",
                "address": bureau.address or "",
            },
            "inspection": inspection.id,
            "number": inspection.number,
            "ways": entries._fields["way"]._description_selection(self.env),
            "results": entries._fields["result"]._description_selection(self.env),
            "people": self._desk_people(bureau, day, inspection),
        }

    def _desk_people(self, bureau, day, inspection):
        entries = self.env["zhaoshang.inspection.entry"]
        appointments = self.env["zhaoshang.appointment"]
        officers = appointments.sudo().search_fetch(
            Domain("bureau_id", "=", bureau.id) & appointments._domain_active_at(day),
            ["name", "role", "company_id"],
            order="role desc, id",
        )
        codes = entries._codes_on(officers, day)
        leaves = entries._granted_on(officers, day).grouped("appointment_id")
        standing = inspection.entry_ids.filtered("standing").grouped("appointment_id")
        posts = dict(appointments._fields["role"]._description_selection(self.env))
        labels = {each["code"]: each["label"] for each in legend(self.env)}
        return [
            {
                "id": officer.id,
                "name": officer.name,
                "post": posts[officer.role],
                "where": labels[codes.get(officer.id, "P")],
                "sign": DAY_SIGNS[codes.get(officer.id, "P")],
                "expected": rules.expected(codes.get(officer.id, "P")),
                "leave": entries._leave_words(leaves[officer]) if officer in leaves else "",
                "entry": standing[officer]._desk_entry() if officer in standing else False,
            }
            for officer in officers
        ]


class InspectionEntry(models.Model):
    _inherit = "zhaoshang.inspection.entry"

    def _desk_entry(self):
        labels = dict(self._fields["result"]._description_selection(self.env))
        ways = dict(self._fields["way"]._description_selection(self.env))
        states = dict(self.finding_id._fields["state"]._description_selection(self.env))
        return {
            "id": self.id,
            "result": self.result,
            "label": f"{SIGNS[self.result]} {labels[self.result]}",
            "way": ways[self.way],
            "at": self._county_moment().strftime("%H:%M"),
            "by": self.inspector_id.name,
            "note": self.note or "",
            "finding": self.finding_id.id,
            "finding_state": states.get(self.finding_id.state, ""),
            "files": len(self.evidence_ids),
        }
