"""Projects on the server, reported and moved by the people themselves: what a stranger aims at."""

from __future__ import annotations

import datetime

from .case import SUPERUSER, TASK, Case
from .doors import CallKw

PROJECT = "zhaoshang.project"
BRIEF = "zhaoshang.project.brief"
INVESTOR = "zhaoshang.project.investor"
STEP = "zhaoshang.project.stage.event"
READING = "zhaoshang.project.access"
SHARE = "zhaoshang.project.share"
DUPLICATE = "zhaoshang.project.duplicate"
AGENDA = "zhaoshang.project.agenda"
ORGANISATION = "zhaoshang.organisation"

OWNER = "deputy1.hangzhou"
HEAD = "head.hangzhou"
OTHER = "head.ningbo"
GUEST = "head.wuxi"  # with whom one is shared
LEADER = "leader.hangzhou"
AUTHORITY = "zhaoshangju"
TO_NEGOTIATION = ("accepted", "inspection", "screened", "negotiation")

NAME = "绝密投资方-5d2e"
CONTACT = "绝密联系人-8c10"
SAID = "绝密留言-3b77"
CODENAME = "绝密代号-e9a4"
WANTED = "绝密内容-6f05"
CODE = "91110000600037341L"

TABLES = (
    "zhaoshang_project",
    "zhaoshang_project_investor",
    "zhaoshang_project_stage_event",
    "zhaoshang_project_access",
    "zhaoshang_project_share",
    "zhaoshang_project_duplicate",
    "zhaoshang_project_agenda",
    "zhaoshang_organisation",
)
WATCHED = (*TABLES[:3], *TABLES[4:])


def reportable(**values):
    """Return what a project says that can be reported."""
    return {
        "codename": CODENAME, "content": WANTED, "industry": "equipment",
        "fixed_investment": 12000, "total_investment": 13000, "fits_plan": True,
        "intention_clear_on": datetime.date.today().isoformat(),  # noqa: DTZ011
        "source": "x", "investor_name": NAME, "investor_contact": CONTACT,
        "investor_uscc": CODE, **values,
    }  # fmt: skip


class ProjectsCase(Case):
    """``immature``, ``mature``, ``draft`` and ``shared`` belong to Hangzhou."""

    def __init__(self, server):
        super().__init__(server)
        self.door(CallKw, SUPERUSER)

    def report(self, login=OWNER, **values):
        person = self.person(login)
        project = person.call(PROJECT, "create", vals_list=reportable(**values))
        person.call(PROJECT, "action_report", [project])
        return project

    def move(self, project, *stages):
        for stage in stages:
            self.person(AUTHORITY).call(PROJECT, "action_move", [project], to=stage)

    def _build(self):
        owner = self.person(OWNER)
        self.organisation = owner.call(ORGANISATION, "create", vals_list={"name": NAME})
        self.draft = owner.call(
            PROJECT, "create", vals_list=reportable(organisation_id=self.organisation)
        )
        self.immature = self.report()
        # what the leader may read has other words than what he may not
        self.mature = self.report(codename="成熟", content="x")
        self.move(self.mature, *TO_NEGOTIATION)
        self.shared = self.report(codename="共享", content="x")
        # the other bureau's own, about the same investor: it is found, and neither is told
        self.report("deputy1.shenzhen", codename="x", content="x", investor_name="x",
                    investor_contact="x")  # fmt: skip
        self.agenda = self.person(AUTHORITY).call(
            AGENDA, "create", vals_list={"project_ids": [(6, 0, [self.mature])]}
        )
        owner.call(PROJECT, "message_post", [self.immature], body=SAID)
        kept = {"name": SAID, "res_model": PROJECT, "res_id": self.immature, "raw": "eA=="}
        owner.call("ir.attachment", "create", vals_list=kept)
        owner.call(PROJECT, "read", [self.immature], fields=["investor_name"])
        self.share = self._grant()
        self.steps = self._of(STEP, self.immature)
        self.readings = self._of(READING, self.immature)
        self.duplicates = self.ids("zhaoshang_project_duplicate", "first_id = %s", self.immature)
        self.investors = self._of(INVESTOR, self.immature)

    def _of(self, model, project):
        return self.ids(model.replace(".", "_"), "project_id = %s", project)

    def _grant(self):
        ((bureau,),) = self.query("SELECT id FROM zhaoshang_bureau WHERE code = 'wuxi'")
        day = datetime.date.today() + datetime.timedelta(30)  # noqa: DTZ011
        values = {"project_id": self.shared, "bureau_id": bureau, "reason": SAID,
                  "date_to": day.isoformat()}  # fmt: skip
        head = self.person(HEAD)
        share = head.call(SHARE, "create", vals_list=values)
        head.call(SHARE, "action_zs_submit", [share])
        task = self.open_task(share, AUTHORITY, SHARE)
        self.person(AUTHORITY).call(TASK, "action_decide", [task], decision="approve")
        return share

    def fingerprint(self):
        parts = [
            f"(SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM {table} t)"
            for table in WATCHED
        ]
        # readings are added by reading; none may go or change
        parts.append(
            "(SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM zhaoshang_project_access t"
            f" WHERE id <= {max(self.readings)})"
        )
        return self.query(f"SELECT {', '.join(parts)}")[0]

    def clean(self):
        """Nothing is left of what was refused."""
