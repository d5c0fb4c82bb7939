"""Projects stay in their bureau: reader × model × way of reading, over real HTTP (R110, R112).

A cell holds when the reader is refused or learns nothing. The positive controls make the same calls
as somebody who may read.
"""

import pytest

from .case import SUPERUSER, TECHNICIAN
from .case_projects import (
    AGENDA,
    AUTHORITY,
    BRIEF,
    CODENAME,
    CONTACT,
    DUPLICATE,
    GUEST,
    HEAD,
    INVESTOR,
    LEADER,
    NAME,
    ORGANISATION,
    OTHER,
    OWNER,
    PROJECT,
    READING,
    SAID,
    SHARE,
    STEP,
    WANTED,
    ProjectsCase,
)
from .clients import Refused
from .reads import READS
from .test_leaks import READING_DOORS, learnt, text

SECRETS = (NAME, CONTACT, SAID, CODENAME, WANTED)
NOBODY = ("xiaonengban", "guazhi", "kuaiji", "chuna", "xitong", "fenguan", "ended.shanghai",
          TECHNICIAN)  # fmt: skip
BUREAUS = (OTHER, "deputy1.ningbo", "leader.ningbo")
# model: (who learns nothing of it, who reads it by the same calls)
WALLS = {
    PROJECT: ((*NOBODY, *BUREAUS, LEADER, "zuzhibu"), (OWNER, HEAD, AUTHORITY, "bangongshi")),
    STEP: ((*NOBODY, *BUREAUS, LEADER, "zuzhibu"), (OWNER, AUTHORITY, "bangongshi")),
    READING: ((*NOBODY, *BUREAUS, LEADER, "zuzhibu", "bangongshi"), (OWNER, HEAD, AUTHORITY)),
    BRIEF: ((*NOBODY, *BUREAUS), (LEADER, "zuzhibu", AUTHORITY)),
    SHARE: ((*NOBODY, *BUREAUS, LEADER, "zuzhibu"), (OWNER, GUEST, AUTHORITY)),
    DUPLICATE: (
        (*NOBODY, *BUREAUS, LEADER, "zuzhibu", OWNER, HEAD, "deputy1.shenzhen", "bangongshi"),
        (AUTHORITY,),
    ),
    AGENDA: ((*NOBODY, *BUREAUS, LEADER, "zuzhibu", OWNER, "bangongshi"), (AUTHORITY,)),
    ORGANISATION: ((*NOBODY, *BUREAUS, LEADER, "zuzhibu"), (OWNER, AUTHORITY)),
    INVESTOR: ((*NOBODY, *BUREAUS, LEADER, "zuzhibu", OWNER, HEAD, AUTHORITY, GUEST), ()),
}
STRANGE = [(login, model) for model, (strangers, _readers) in WALLS.items() for login in strangers]
KNOWN = [(login, model) for model, (_strangers, readers) in WALLS.items() for login in readers]


@pytest.fixture(scope="module")
def case(server):
    here = ProjectsCase(server)
    yield here
    here.close()


@pytest.fixture(scope="module")
def targets(case):
    return {
        PROJECT: [case.immature], STEP: case.steps, READING: case.readings,
        BRIEF: [case.immature], SHARE: [case.share], DUPLICATE: case.duplicates,
        AGENDA: [case.agenda], ORGANISATION: [case.organisation], INVESTOR: case.investors,
    }  # fmt: skip


def doors(login, model, name):
    number = len(login) + list(WALLS).index(model) + list(READS).index(name)
    return READING_DOORS[number % len(READING_DOORS)]


@pytest.mark.parametrize(("login", "model"), STRANGE)
def test_a_stranger_learns_nothing(case, targets, login, model):
    """R041, R110, R112: every way to read, a leader before the project is mature included."""
    for name, function in READS.items():
        door = case.door(doors(login, model, name), login)
        answer, refusal = learnt(function, door, model, targets[model])
        assert not answer, name
        assert not [word for word in SECRETS if word in refusal], name


@pytest.mark.parametrize(("login", "model"), KNOWN)
def test_who_may_read_learns_it_by_the_same_calls(case, targets, login, model):
    """The positive control of every cell above."""
    for name, function in READS.items():
        assert function(case.door(doors(login, model, name), login), model, targets[model]), name


DRAFT_STRANGERS = (AUTHORITY, "bangongshi", LEADER, "zuzhibu", OTHER)


@pytest.mark.parametrize("login", DRAFT_STRANGERS)
def test_a_draft_is_its_bureaus_own(case, login):
    """R014, R106: until it is reported not even the two offices learn of it."""
    for name, function in READS.items():
        kind = doors(login, PROJECT, name)
        answer, refusal = learnt(function, case.door(kind, login), PROJECT, [case.draft])
        assert not answer, name
        assert not [word for word in SECRETS if word in refusal], name
        for reader in (OWNER, HEAD) if login == AUTHORITY else ():
            assert function(case.door(kind, reader), PROJECT, [case.draft]), name


def test_the_leader_reads_what_is_mature(case):
    """R041, R111: the own leader, with its investor, and no other."""
    for name, function in READS.items():
        assert function(case.person(LEADER), PROJECT, [case.mature]), name
        assert not learnt(function, case.person("leader.ningbo"), PROJECT, [case.mature])[0], name
    (row,) = case.person(LEADER).call(PROJECT, "read", [case.mature], fields=["investor_name"])
    assert row["investor_name"] == NAME


def test_a_guest_reads_what_is_shared_and_no_more(case):
    """R112."""
    (row,) = case.person(GUEST).call(PROJECT, "read", [case.shared], fields=["investor_name"])
    assert row["investor_name"] == NAME
    with pytest.raises(Refused):
        case.person(GUEST).call(PROJECT, "read", [case.immature], fields=["codename"])
    with pytest.raises(Refused):
        case.person("head.quanzhou").call(PROJECT, "read", [case.shared], fields=["codename"])


# -- the investor of one's own project ----


def test_many_at_once_never_tell_the_investor(case):
    """R112: lists, groups and labels; nobody is logged, since nobody was told."""
    person = case.person(AUTHORITY)
    before = case.query("SELECT count(*) FROM zhaoshang_project_access")
    domain = [("id", "in", [case.immature, case.mature])]
    fields = ["investor_name", "investor_contact", "investor_uscc", "organisation_id"]
    told = [
        person.call(PROJECT, "search_read", domain=domain, fields=fields),
        person.call(PROJECT, "web_search_read", domain=domain,
                    specification={name: {} for name in fields}),
    ]  # fmt: skip
    for field in fields:
        groups, refusal = learnt(
            lambda name: person.call(PROJECT, "formatted_read_group", domain=domain,
                                     groupby=[name], aggregates=["__count"]),
            field,
        )  # fmt: skip
        told += [groups, refusal]
    assert not [word for word in (NAME, CONTACT) if word in text(told)]
    assert case.query("SELECT count(*) FROM zhaoshang_project_access") == before


def test_each_reading_is_seen_by_the_bureau(case):
    """R112: whoever opens one, a line for the owner to see."""
    person = case.person("bangongshi")
    (row,) = person.call(PROJECT, "web_read", [case.mature], specification={"investor_name": {}})
    assert row["investor_name"] == NAME
    seen = case.person(OWNER).call(
        READING, "search_count",
        domain=[("project_id", "=", case.mature), ("user_id", "=", person.uid),
                ("kind", "=", "read")],
    )  # fmt: skip
    assert seen == 1


def test_an_export_tells_each_and_logs_each(case):
    """R112: to who may export; to others nothing of it."""
    count = "SELECT count(*) FROM zhaoshang_project_access WHERE kind = 'export' AND user_id = %s"

    def export(login):
        ids = [case.immature, case.mature]
        return case.person(login).client.export(PROJECT, ids, "codename", "investor_name")

    for login in (OTHER, OWNER, LEADER, TECHNICIAN, "xiaonengban"):
        assert NAME not in export(login)
    person = case.person(AUTHORITY)
    before = case.query(count, person.uid)[0][0]
    assert export(AUTHORITY).count(NAME) == 2
    assert case.query(count, person.uid)[0][0] == before + 2


@pytest.mark.parametrize("login", [OTHER, LEADER, "zuzhibu", "xitong", TECHNICIAN])
def test_a_search_for_the_investor_finds_nothing(case, login):
    """R112: by name or code, straight or along a path; who may read finds it."""
    paths = {
        "by name": (PROJECT, [("investor_name", "ilike", NAME), ("id", "=", case.immature)]),
        "by code": (PROJECT, [("investor_uscc", "=ilike", "9111%"), ("id", "=", case.immature)]),
        "by content": (PROJECT, [("content", "ilike", WANTED), ("id", "=", case.immature)]),
        "by the step": (STEP, [("project_id.investor_name", "ilike", NAME),
                               ("id", "in", case.steps)]),
        "by the share": (SHARE, [("project_id.investor_name", "ilike", NAME),
                                 ("id", "=", case.share)]),
    }  # fmt: skip
    for name, (model, domain) in paths.items():
        found, _refusal = learnt(
            lambda m=model, d=domain: case.person(login).call(m, "search_count", domain=d)
        )
        assert not found, name
        assert case.person(OWNER).call(model, "search_count", domain=domain), name


def test_no_label_tells_what_a_number_stands_for(case):
    """R112: Odoo tells labels as superuser; a form that names a kept record is refused."""
    spec = {"display_name": {}, "organisation_id": {"fields": {"display_name": {}}}}
    share = {"project_id": {"fields": {"display_name": {}}}}
    attempts = (
        (PROJECT, {"organisation_id": case.organisation}, spec, {}),
        (PROJECT, {}, spec, {"default_organisation_id": case.organisation}),
        (SHARE, {"project_id": case.immature}, share, {}),
        (SHARE, {}, share, {"default_project_id": case.immature}),
    )
    for model, values, fields, context in attempts:
        answer, refusal = learnt(
            lambda m=model, v=values, f=fields, c=context: case.person(OTHER).call(
                m, "onchange", [], values=v, field_names=list(v), fields_spec=f, context=c
            )
        )
        told = text(answer) + refusal
        assert not [word for word in SECRETS if word in told], (model, values, context)
    for vals in ({"codename": "x", "organisation_id": case.organisation},):
        assert learnt(lambda v=vals: case.person(OTHER).call(PROJECT, "create", vals_list=v))[1]
    own = case.person(OWNER).call(
        PROJECT, "onchange", [], values={"organisation_id": case.organisation},
        field_names=["organisation_id"], fields_spec=spec | {"investor_name": {}},
    )  # fmt: skip
    assert NAME in text(own)


def test_no_line_of_a_form_tells_what_a_number_stands_for(case):
    """R012, R112: lines that are typed, lines of defaults, records as dictionaries; no number is
    told by name, telephone or codename, in whatever form it is sent."""
    label = {"fields": {"display_name": {}}}
    visits = {"visit_ids": {"fields": {"display_name": {}, "organisation_name": {},
              "category_id": label, "organisation_id": label, "project_id": label}}}  # fmt: skip
    leads = {"lead_ids": {"fields": {"project_id": label, "organisation_id": label}}}
    foreign = {"organisation_id": case.organisation}
    known = {"project_id": case.immature}
    attempts = (
        (PROJECT, {"visit_ids": [(0, "new", foreign)]}, visits, {}),
        (PROJECT, {}, visits, {"default_visit_ids": [(0, 0, foreign)]}),
        (ORGANISATION, {"visit_ids": [(0, "new", known)]}, visits, {}),
        (ORGANISATION, {"visit_ids": [known]}, visits, {}),
        ("zhaoshang.event", {"lead_ids": [(0, "new", known)]}, leads, {}),
        ("zhaoshang.event", {}, leads, {"default_lead_ids": [(0, 0, known)]}),
        ("zhaoshang.visit", {"project_id": {"id": case.immature}}, {"project_id": label}, {}),
        ("zhaoshang.visit", {"project_id": {"id": False, **foreign}},
         {"project_id": {"fields": {"organisation_id": label}}}, {}),
    )  # fmt: skip

    def form(login, model, values, fields, context):
        person = case.person(login)
        return learnt(lambda: person.call(model, "onchange", [], values=values, field_names=[],
                                          fields_spec=fields, context=context))  # fmt: skip

    for attempt in attempts:
        answer, refusal = form(OTHER, *attempt)
        assert not [word for word in SECRETS if word in text(answer) + refusal], attempt
        assert refusal, attempt
    assert NAME in text(form(OWNER, *attempts[0])[0])
    assert CODENAME in text(form(OWNER, *attempts[4])[0])


@pytest.mark.parametrize("login", [OTHER, LEADER, "zuzhibu", "guazhi", "kuaiji", TECHNICIAN])
def test_an_activity_that_is_not_saved_tells_no_title(case, login):
    """R112: Odoo would say the name of whatever number stands in the form."""

    def title(person):
        values = {"res_model": PROJECT, "res_id": case.immature}
        return case.person(person).call("mail.activity", "onchange", [], values=values,
                                        field_names=[], fields_spec={"res_name": {}})  # fmt: skip

    assert CODENAME not in text(learnt(title, login))
    assert CODENAME in text(title(OWNER))


def test_everybody_reads_his_own_notifications(case):
    """R112: Odoo shows all of them to all, with the titles of what they are about."""
    returned = case.report(codename="绝密退回-77")
    case.person(AUTHORITY).call(PROJECT, "action_move", [returned], to="returned", reason="x")

    def titles(login):
        found = case.person(login).call("mail.notification", "search_read", domain=[],
                                        fields=["mail_message_id", "res_partner_id"])  # fmt: skip
        return text(found)

    for login in (OTHER, LEADER, "zuzhibu", "guazhi", "kuaiji", "xitong"):
        assert "绝密退回-77" not in titles(login), login
    assert "绝密退回-77" in titles(OWNER)


def test_an_export_by_a_detour_is_logged_as_one(case):
    """R112: by way of a record that leads to the project."""
    person = case.person(AUTHORITY)
    count = "SELECT count(*) FROM zhaoshang_project_access WHERE kind = 'export' AND user_id = %s"
    for model, number, path in (
        (STEP, case.steps[0], "project_id/investor_name"),
        (AGENDA, case.agenda, "project_ids/investor_name"),
    ):
        before = case.query(count, person.uid)[0][0]
        assert NAME in person.client.export(model, [number], path)
        assert case.query(count, person.uid)[0][0] == before + 1, model


def test_a_text_that_begins_like_a_formula_stays_a_text(case):
    """R112: who opens an export runs nothing that a bureau has typed; CSV, plain and grouped."""
    import io

    import openpyxl

    number = case.person(OWNER).call(ORGANISATION, "create", vals_list={"name": "=1+1"})
    at = case.person(OWNER).call(ORGANISATION, "create", vals_list={"name": "@SUM(1)"})
    client = case.person(AUTHORITY).client
    assert '"\'=1+1"' in client.export(ORGANISATION, [number, at], "name")
    assert '"\'@SUM(1)"' in client.export(ORGANISATION, [number, at], "name")
    for groupby in ([], ["name"]):
        content = client.export(ORGANISATION, [number], "name", kind="xlsx", groupby=groupby)
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        cells = [cell for row in sheet.rows for cell in row if "1+1" in str(cell.value)]
        assert {cell.data_type for cell in cells} == {"s"}


# -- talk, files, pages, paper ----


@pytest.mark.parametrize("login", [OTHER, LEADER, "zuzhibu", "xitong", TECHNICIAN])
def test_a_stranger_reads_and_joins_no_talk(case, login):
    """R112: message, follower, mention, activity and attachment."""
    person = case.person(login)
    partner = person.call("res.users", "read", [person.uid], fields=["partner_id"])[0]["partner_id"]
    thread = {"thread_model": PROJECT, "thread_id": case.immature}
    kept = [("res_model", "=", PROJECT), ("res_id", "=", case.immature)]
    attempts = (
        lambda: person.call("mail.message", "search_read", fields=["body", "record_name"],
                            domain=[("model", "=", PROJECT), ("res_id", "=", case.immature)]),
        lambda: person.client.post("/mail/thread/messages", thread),
        lambda: person.client.post("/mail/data", {"fetch_params": [["mail.thread", thread | {
            "request_list": ["followers", "messages", "attachments", "activities"]}]]}),
        lambda: person.call(PROJECT, "message_post", [case.immature], body="x"),
        lambda: person.call(PROJECT, "message_subscribe", [case.immature],
                            partner_ids=[partner[0]]),
        lambda: person.call(PROJECT, "activity_schedule", [case.immature], user_id=person.uid,
                            summary="x"),
        lambda: person.call("ir.attachment", "search_read", domain=kept, fields=["name"]),
        lambda: person.call("mail.followers", "search_read", domain=kept),
        lambda: person.call("mail.activity", "search_read", domain=kept),
    )  # fmt: skip
    before = case.query("SELECT count(*) FROM mail_followers WHERE res_model = %s", PROJECT)
    for function in attempts:
        answer, refusal = learnt(function)
        assert not [word for word in SECRETS if word in text(answer) + refusal]
    after = case.query("SELECT count(*) FROM mail_followers WHERE res_model = %s", PROJECT)
    assert after == before
    said = case.person(OWNER).client.post("/mail/thread/messages", thread)
    assert SAID in text(said)


@pytest.mark.parametrize("login", [OTHER, LEADER, "zuzhibu"])
def test_nobody_is_told_by_a_mention_or_an_activity(case, login):
    """R110, R112: the bureau cannot carry an immature project to a leader that way."""
    person, owner = case.person(login), case.person(OWNER)
    partner = person.call("res.users", "read", [person.uid], fields=["partner_id"])[0]["partner_id"]
    post = {"body": SAID, "message_type": "comment", "subtype_xmlid": "mail.mt_comment",
            "partner_ids": [partner[0]]}  # fmt: skip
    thread = {"thread_model": PROJECT, "thread_id": case.immature, "post_data": post}
    assert learnt(lambda: owner.client.post("/mail/message/post", thread))[1]
    assert learnt(
        lambda: owner.call(PROJECT, "activity_schedule", [case.immature], user_id=person.uid,
                           summary=SAID)
    )[1]  # fmt: skip
    inbox = person.call("mail.message", "search_read", domain=[("model", "=", PROJECT),
                        ("res_id", "=", case.immature)], fields=["body"])  # fmt: skip
    assert inbox == []
    activities = person.call("mail.activity", "search_read", domain=[], fields=["summary"])
    assert SAID not in text(activities)


def test_no_file_of_a_project_is_shown_to_the_whole_network(case):
    """R112: nobody without a name reads it, whatever its officers do with it."""
    owner = case.person(OWNER)
    values = {"name": "x", "res_model": PROJECT, "res_id": case.immature, "datas": "eA=="}
    number = owner.call("ir.attachment", "create", vals_list=values)
    for attempt in (
        lambda: owner.call("ir.attachment", "write", [number], vals={"public": True}),
        lambda: owner.call("ir.attachment", "create", vals_list=values | {"public": True}),
    ):
        with pytest.raises(Refused):
            attempt()
    path = f"{owner.client.url}/web/content/{number}"
    assert owner.client.http.get(path, timeout=60).text == "x"
    assert _anonymous(path).status_code == 404


PAGES = (
    "/web/content/zhaoshang.project/{id}/investor_name",
    "/mail/view?model=zhaoshang.project&res_id={id}",
    "/odoo/projects/{id}",
    "/odoo/zhaoshang.project/{id}",
    "/json/1/projects/{id}",
    "/report/html/zhaoshang_office.report_project/{id}",
    "/report/pdf/zhaoshang_office.report_project/{id}",
    "/report/html/zhaoshang_office.report_project_agenda/{agenda}",
    "/report/pdf/zhaoshang_office.report_project_agenda/{agenda}",
)


@pytest.mark.parametrize("login", [OTHER, LEADER, "zuzhibu", "xitong"])
def test_no_page_and_no_paper_shows_it(case, login):
    """R112: nor does the public one, which nobody has."""
    client = case.person(login).client
    for page in PAGES:
        path = client.url + page.format(id=case.immature, agenda=case.agenda)
        for answer in (client.http.get(path, timeout=60), _anonymous(path)):
            assert not [word for word in SECRETS if word in answer.text], page
            assert not answer.content.startswith(b"%PDF"), page


def _anonymous(path):
    import requests

    return requests.get(path, timeout=60)


def test_paper_is_marked_and_leaves_a_line(case):
    """R112: each print, with the watermark; the list of issues a line for each project."""
    for login, path, project in (
        (OWNER, f"/report/html/zhaoshang_office.report_project/{case.immature}", case.immature),
        (AUTHORITY, f"/report/html/zhaoshang_office.report_project_agenda/{case.agenda}",
         case.mature),
    ):  # fmt: skip
        client = case.person(login).client
        answer = client.http.get(client.url + path, timeout=60).text
        assert NAME in answer
        assert "内部资料" in answer
        where = "project_id = %s AND user_id = %s AND kind = 'print'"
        assert case.ids("zhaoshang_project_access", where, project, case.person(login).uid)


def test_the_audit_log_names_no_investor(case):
    """R112, R138: 系统管理员 and 效能办 read that it changed, not to what."""
    for login in ("xitong", "xiaonengban"):
        lines = case.person(login).call(
            "zhaoshang.audit", "search_read", domain=[("res_model", "like", "zhaoshang.project%")],
            fields=["res_name", "field_name", "old_value", "new_value"],
        )  # fmt: skip
        assert "investor_name" in {line["field_name"] for line in lines}
        assert not [word for word in (NAME, CONTACT, WANTED, SAID) if word in text(lines)]


def test_the_server_itself_is_not_logged_in(case):
    """uid 1 opened by SQL reads everything: said in the guarantees, and so is no wall here."""
    assert case.person(SUPERUSER).call(PROJECT, "search_count", domain=[])
