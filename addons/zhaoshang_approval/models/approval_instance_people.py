from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..engine import flow as law
from ..engine import states, stored


class Asked(dict):
    """``{(instance id, step key, party key): [(user id, on whose behalf), …]}``

    ``stray`` has the keys of parties without a possible person: those who keep the flow are asked
    instead, to say who shall decide, never to decide.
    """

    stray = frozenset()


class ApprovalInstance(models.Model):
    """Who is asked: the people behind a party on the day its step opens."""

    _inherit = "zhaoshang.approval.instance"

    def _zs_people(self, wanted):
        """People who may sign for each party.

        :param wanted: ``[(instance, step, party), …]`` with step and party of the definition
        :returns: ``{(instance id, step key, party key): [(user id, on whose behalf), …]}``
        """
        roles = self._zs_role_people({p.ref for _run, _step, p in wanted if p.source == "role"})
        documents = self._zs_documents_by_run(wanted)
        found = {}
        for run, step, party in wanted:
            if party.source == "role":
                pairs = roles.get(party.ref, [])
            elif party.source == "field":
                pairs = [(user.id, False) for user in documents[run.id].mapped(party.ref)]
            else:
                pairs = [(user, False) for user in run._zs_named(party)]
            found[run.id, step.key, party.key] = pairs
        return self._zs_only_possible(wanted, found)

    def _zs_named(self, party):
        """Ids of the people a party names itself, or this run's requester does."""
        if party.source == "manager":
            return self.requester_id._zs_approval_manager().ids
        if party.source == "requester_choice":
            return stored.chosen(self.course).get(party.key, ())
        return party.ref if party.source == "users" else [party.ref]

    def _zs_asked(self, wanted):
        """The people of each party; where there is nobody, those who keep the flow.

        :raises UserError: where they are nobody either
        """
        asked = Asked(self._zs_people(wanted))
        stray = [
            (run, step, party)
            for run, step, party in wanted
            if step.kind in states.DECIDING and not asked[run.id, step.key, party.key]
        ]
        if not stray:
            return asked
        keepers = {run: law.Party(0, "", "role", run._zs_flow().fallback) for run, *_rest in stray}
        places = [(run, step, keepers[run]) for run, step, _party in stray]
        found = self._zs_people([place for place in places if place[2].ref])
        for run, step, party in stray:
            asked[run.id, step.key, party.key] = found.get((run.id, step.key, 0), [])
        asked.stray = frozenset((run.id, step.key, party.key) for run, step, party in stray)
        self._zs_check_people(stray, asked)
        return asked

    def _zs_check_may_decide(self, user_ids):
        """Refuse people that somebody names for these runs and who cannot decide them."""
        users = self.env["res.users"].browse(user_ids)
        if self.env.user in users:
            raise UserError(self.env._("That is yourself: choose somebody else."))
        able = {
            company: set(self._zs_able_users(user_ids, company))
            for company in {run.company_id.id for run in self}
        }
        excluded = self._zs_excluded([(run, None, None) for run in self])
        for run in self:
            for user in users:
                if user.id not in able[run.company_id.id] - excluded[run.id]:
                    raise UserError(
                        self.env._(
                            "%s cannot decide on this document: it is his own or concerns him, or "
                            "he cannot log in or work in its company. Choose somebody else.",
                            user.name,
                        )
                    )
        for model in set(self.mapped("res_model")):
            for user in users:
                if not self.env[model].with_user(user).has_access("read"):
                    raise UserError(
                        self.env._(
                            "%(user)s has no right to read “%(document)s”. Choose somebody else, "
                            "or have the administrator give the right.",
                            user=user.name,
                            document=self.env[model]._description,
                        )
                    )

    def _zs_role_people(self, role_ids):
        roles = self.env["zhaoshang.approval.role"].browse(role_ids)
        people = {}
        if roles:
            for member in roles._memberships_at(roles._today()):
                pair = (member.user_id.id, member.acting and member.acting_for_id.id)
                people.setdefault(member.role_id.id, []).append(pair)
        return people

    def _zs_only_possible(self, wanted, found):
        """Without the requester, those the document excludes, and who cannot work on it."""
        users = {user for pairs in found.values() for user, _owner in pairs}
        able = {
            company: set(self._zs_able_users(users, company))
            for company in {run.company_id.id for run, _step, _party in wanted}
        }
        excluded = self._zs_excluded(wanted)
        for run, step, party in wanted:
            key = run.id, step.key, party.key
            possible = able[run.company_id.id] - excluded[run.id]
            # who holds a post and acts for another, too, signs for himself
            own_last = sorted(found[key], key=lambda pair: not pair[1])
            found[key] = sorted({u: owner for u, owner in own_last if u in possible}.items())
        return self._zs_through_delegates(wanted, found, able)

    def _zs_able_users(self, user_ids, company_id):
        """Those of the users who can log in and work in the company."""
        known = self._zs_know_users(user_ids)
        return [
            number
            for number, active, companies in known
            if active and (not company_id or company_id in companies)
        ]

    @api.model
    def _zs_know_users(self, user_ids):
        """Read at once how users are called and told: only what is asked for at every step, of a
        person's hundred columns, and in selects of single values, which are planned sooner.

        :returns: ``[(user id, whether active, ids of companies), …]`` by id
        """
        users, partners = self.env["res.users"], self.env["res.partner"]
        users.flush_model(["active", "partner_id", "zs_mail_at_once", "company_ids"])
        partners.flush_model(["name"])
        rows = self.env.execute_query(
            SQL(
                "SELECT u.id, u.active, u.zs_mail_at_once, u.partner_id,"
                " (SELECT p.name FROM res_partner p WHERE p.id = u.partner_id),"
                " ARRAY(SELECT c.cid FROM res_company_users_rel c WHERE c.user_id = u.id)"
                " FROM res_users u WHERE u.id IN %s ORDER BY u.id",
                tuple(filter(None, user_ids)) or (0,),
            )
        )
        fields = users._fields
        for number, active, at_once, partner, name, _companies in rows:
            user = users.browse(number)
            fields["active"]._insert_cache(user, (active,))
            fields["zs_mail_at_once"]._insert_cache(user, (at_once,))
            fields["partner_id"]._insert_cache(user, (partner,))
            partners._fields["name"]._insert_cache(partners.browse(partner), (name,))
        return [(number, active, companies) for number, active, *_rest, companies in rows]

    def _zs_excluded(self, wanted):
        """``{instance id: user ids that never decide it}``: nobody approves himself."""
        runs = self.browse({run.id for run, _step, _party in wanted})
        excluded = {run.id: {run.requester_id.id} for run in runs}
        for model in set(runs.mapped("res_model")):
            its_runs = runs.filtered(lambda run, model=model: run.res_model == model)
            named = self._zs_documents(model, its_runs)._zs_approval_excluded_users()
            for run in its_runs:
                excluded[run.id].update(named.get(run.res_id, runs.env["res.users"]).ids)
        return excluded

    def _zs_documents_by_run(self, wanted):
        documents = {}
        runs = self.browse({run.id for run, _step, party in wanted if party.source == "field"})
        for model in set(runs.mapped("res_model")):
            its_runs = runs.filtered(lambda run, model=model: run.res_model == model)
            records = self._zs_documents(model, its_runs)
            documents.update(zip(its_runs._ids, records, strict=True))  # a preview has no number
        return documents

    def _zs_check_people(self, wanted, people):
        """A step without a possible person is refused, never passed; copies may have none."""
        for run, step, party in wanted:
            if step.kind in states.DECIDING and not people[run.id, step.key, party.key]:
                raise UserError(
                    self.env._(
                        "“%(title)s” cannot go on: in the step “%(step)s” there is nobody who can "
                        "act for “%(party)s” (the requester never decides on his own document). "
                        "Ask the administrator to name a member or an acting member.",
                        title=run.title,
                        step=step.name,
                        party=party.name,
                    )
                )
