import { beforeEach, describe, expect, test } from "@odoo/hoot";
import {
    freezeTime,
    manuallyDispatchProgrammaticEvent,
    press,
    queryAllAttributes,
    queryAllTexts,
    queryOne,
} from "@odoo/hoot-dom";
import { advanceTime, animationFrame, mockDate, runAllTimers } from "@odoo/hoot-mock";
import {
    contains,
    makeServerError,
    mockService,
    onRpc,
    patchWithCleanup,
    serverState,
} from "@web/../tests/web_test_helpers";

import { UNDO_DELAY } from "@zhaoshang_approval/inbox/inbox_service";
import { DecisionBox } from "@zhaoshang_approval/panel/decision_box";

import {
    ApprovalTask,
    defineApprovalModels,
    draftPanelOf,
    MY_TASK,
    openMatter,
    panelOf,
} from "./approval_test_helpers";

describe.current.tags("desktop");
defineApprovalModels();

const TASK_COMMANDS = [
    "action_decide",
    "action_return",
    "action_transfer",
    "action_add_sign",
    "action_remove_sign",
    "action_object",
    "action_undo",
    "action_later",
];
const DOCUMENT_COMMANDS = [
    "action_zs_submit",
    "action_zs_resubmit",
    "action_zs_withdraw",
    "action_zs_urge",
    "action_zs_revoke",
];
const PEOPLE = [
    { id: 51, name: "Shu", post: "Investment" },
    { id: 52, name: "Fu", post: "" },
];

let panel;
/** `[method, ids, ...arguments, keyword arguments without the context]` */
let sent;
let opened;
let searched;

beforeEach(() => {
    mockDate("2026-11-23 02:00:00", +8);
    panel = panelOf();
    sent = [];
    opened = [];
    searched = [];
    const record = ({ method, args, kwargs }) => {
        const said = Object.entries(kwargs).filter(([key]) => key !== "context");
        sent.push([method, ...args, Object.fromEntries(said)]);
        return true;
    };
    onRpc("petition", "zs_approval_panel", () => panel);
    onRpc("petition", DOCUMENT_COMMANDS, record);
    onRpc("zhaoshang.approval.task", TASK_COMMANDS, record);
    onRpc("zhaoshang.approval.task", "zs_people", ({ args }) => {
        searched.push(args);
        return PEOPLE.filter((person) => `${person.name}${person.post}`.includes(args[1]));
    });
    onRpc("zhaoshang.approval.task", "action_open_document", ({ args }) => ({
        type: "ir.actions.act_window",
        res_id: 100 + args[0][0],
    }));
    onRpc("/web/sign/get_fonts/", () => ({}));
    mockService("action", {
        doAction: (action) => opened.push(action.res_id || action),
        doActionButton: ({ resId, stackPosition }) => opened.push(["task", resId, stackPosition]),
    });
});

async function openMore(item) {
    await contains("button[name=zs_more]").click();
    await contains(`.o_zs_more_menu .dropdown-item:contains(${item})`).click();
}

async function choosePerson(text, name) {
    await contains(".o_zs_search input").edit(text, { confirm: false });
    await runAllTimers();
    await contains(`.o-autocomplete--dropdown-item:contains(${name})`).click();
}

test("the three buttons stay, what is rare is under one more", async () => {
    await openMatter();
    // not by their texts: the keys are shown only where there is a keyboard
    expect(queryAllAttributes(".o_zs_decision .o_zs_buttons > button", "name")).toEqual([
        "zs_agree",
        "zs_return",
        "zs_refuse",
        "zs_more",
    ]);
    await press("4");
    await animationFrame();
    expect(".o_zs_more_menu .dropdown-item").toHaveCount(4);
    expect(queryAllTexts(".o_zs_more_menu .dropdown-item").slice(0, 2)).toEqual([
        "Hand on to somebody else",
        "Ask others to sign, too",
    ]);
    await press("1");
    await animationFrame();
    expect(sent).toEqual([]);
});

test("a task is handed on to somebody found by his post", async () => {
    await openMatter();
    await openMore("Hand on");
    await contains("button[name=zs_confirm]").click();
    expect(".o_zs_missing").toHaveText("Please choose a person first.");
    await choosePerson("Invest", "Shu · Investment");
    expect(searched.at(-1)).toEqual([[31], "Invest"]);
    expect(".o_zs_search").toHaveCount(0);
    await contains("textarea").edit("It is your field", { confirm: false });
    await contains("button[name=zs_confirm]:contains(Hand it on)").click();
    await animationFrame();
    expect(sent).toEqual([["action_transfer", [31], 51, { comment: "It is your field" }]]);
    expect(".o_notification").toHaveText(/Handed on to Shu: Five days in May/);
    expect(".o_notification button:contains(Take back)").toHaveCount(0);
});

test("others are asked before me, and one of them is enough", async () => {
    await openMatter();
    await openMore("Ask others");
    expect(queryAllTexts(".o_zs_choices label")).toEqual([
        "Before me (then it comes back to me)",
        "After me (I agree now)",
        "Together with me",
    ]);
    await choosePerson("Shu", "Shu");
    expect("input[name=zs_mode]").toHaveCount(0);
    await choosePerson("Fu", "Fu");
    expect(queryAllTexts(".o_zs_chosen li")).toEqual(["Shu", "Fu"]);
    await contains("input[name=zs_mode][value=any]").click();
    await contains("button[name=zs_confirm]:contains(Ask them)").click();
    await animationFrame();
    expect(sent).toEqual([
        ["action_add_sign", [31], [51, 52], "before", { mode: "any", comment: null }],
    ]);
    expect(opened).toHaveLength(1);
});

test("who is asked together with me leaves me my own decision", async () => {
    await openMatter();
    await openMore("Ask others");
    await choosePerson("Shu", "Shu");
    await contains("input[value=parallel]").click();
    panel = panelOf({ added: [{ task: 60, name: "Shu" }] });
    await contains("button[name=zs_confirm]").click();
    await animationFrame();
    expect(sent[0].slice(0, 4)).toEqual(["action_add_sign", [31], [51], "parallel"]);
    expect(opened).toEqual([]);
    expect("button[name=zs_agree]").toHaveCount(1);
    expect(".o_zs_added li span").toHaveText("Shu");
    await contains("button[name=zs_remove_sign]").click();
    await animationFrame();
    expect(sent[1]).toEqual(["action_remove_sign", [60], {}]);
});

test("asking others after me agrees, and needs the opinion that agreeing needs", async () => {
    panel = panelOf({ my_task: { ...MY_TASK, comment_required: true } });
    await openMatter();
    await openMore("Ask others");
    await choosePerson("Shu", "Shu");
    await contains("input[value=after]").click();
    await contains("button[name=zs_confirm]").click();
    expect(".o_zs_missing").toHaveText("Please write a few words first.");
    await contains("textarea").edit("Agreed", { confirm: false });
    await contains("button[name=zs_confirm]").click();
    await animationFrame();
    expect(sent).toHaveLength(1);
    expect(".o_notification button:contains(Take back)").toHaveCount(1);
});

test("whoever was asked himself hands on, but asks nobody", async () => {
    panel = panelOf({ my_task: { ...MY_TASK, can_ask: false } });
    await openMatter();
    await press("4");
    await animationFrame();
    expect(".o_zs_more_menu .dropdown-item:contains(Hand on)").toHaveCount(1);
    expect(".o_zs_more_menu .dropdown-item:contains(Ask others)").toHaveCount(0);
});

test("where nobody could act the task is only handed on", async () => {
    panel = panelOf({ my_task: { ...MY_TASK, assign_only: true, can_ask: false } });
    await openMatter();
    expect(".o_zs_assign").toHaveText(/nobody who could decide/);
    expect(queryAllTexts(".o_zs_decision .o_zs_buttons button")).toEqual(["Hand it on"]);
    await press("1");
    await choosePerson("Shu", "Shu");
    await contains("button[name=zs_confirm]").click();
    await animationFrame();
    expect(sent).toEqual([["action_transfer", [31], 51, { comment: null }]]);
});

test("a decision is taken back and its matter opens again", async () => {
    freezeTime();
    ApprovalTask._records = [{ id: 40, state: "open", user_id: serverState.userId }];
    await openMatter();
    await contains("button[name=zs_agree]").click();
    await animationFrame();
    expect(opened).toEqual([140]);
    await advanceTime(UNDO_DELAY - 1000);
    await contains(".o_notification button:contains(Take back)").click();
    await animationFrame();
    expect(sent[1]).toEqual(["action_undo", [31], {}]);
    expect(opened[1]).toEqual(["task", 31, "replaceCurrentAction"]);
    expect(".o_notification").toHaveCount(0);
});

test("a registered number is not taken back", async () => {
    panel = panelOf({ my_task: { ...MY_TASK, kind: "file" } });
    await openMatter();
    await contains("button[name=zs_agree]").click();
    await animationFrame();
    expect(".o_notification").toHaveCount(1);
    expect(".o_notification button:contains(Take back)").toHaveCount(0);
});

test("an earlier step sends it straight back to mine", async () => {
    await openMatter();
    await contains("button[name=zs_return]").click();
    expect("input[name=zs_straight_back]").toHaveCount(0);
    await contains("select").select("head");
    await contains("input[name=zs_straight_back]").click();
    await contains("textarea").edit("The dates are wrong", { confirm: false });
    await contains("button[name=zs_confirm]").click();
    expect(sent[0][2]).toEqual({
        step_key: "head",
        comment: "The dates are wrong",
        straight_back: true,
    });
});

test("a filing is objected to with a reason, while its term runs", async () => {
    panel = panelOf({ my_task: { ...MY_TASK, kind: "file", can_ask: false, can_object: true } });
    await openMatter();
    await contains("button[name=zs_object]").click();
    await contains("button[name=zs_confirm]").click();
    expect(sent).toEqual([]);
    await contains("textarea").edit("The term is wrong", { confirm: false });
    await contains("button[name=zs_confirm]:contains(Confirm objection)").click();
    await animationFrame();
    expect(sent).toEqual([["action_object", [31], "The term is wrong", {}]]);
    expect(".o_notification").toHaveText(/Objected to: Five days in May/);
});

test("without a signature nothing is agreed where one is needed", async () => {
    panel = panelOf({ my_task: { ...MY_TASK, signature_required: true } });
    let box;
    patchWithCleanup(DecisionBox.prototype, {
        setup() {
            super.setup();
            box = this;
        },
    });
    await openMatter();
    expect(".o_zs_signature canvas").toHaveCount(1);
    await contains("button[name=zs_agree]").click();
    expect(".o_zs_missing").toHaveText("Please sign first.");
    expect(sent).toEqual([]);
    Object.assign(box.signature, {
        isSignatureEmpty: false,
        getSignatureImage: () => "data:image/png;base64,aGFuZA==",
    });
    await contains("button[name=zs_agree]").click();
    await animationFrame();
    expect(sent[0][3]).toMatchObject({ signature: "aGFuZA==" });
});

test("refusing needs no signature, and nobody signs after me where I have to sign", async () => {
    panel = panelOf({ my_task: { ...MY_TASK, signature_required: true } });
    await openMatter();
    await openMore("Ask others");
    expect("input[name=zs_position]").toHaveCount(2);
    expect("input[value=after]").toHaveCount(0);
    await contains("button[name=zs_cancel]").click();
    await contains("button[name=zs_refuse]").click();
    expect(".o_zs_signature").not.toBeVisible();
    await contains("textarea").edit("No", { confirm: false });
    await contains("button[name=zs_confirm]").click();
    expect(sent).toHaveLength(1);
    expect(sent[0][3]).not.toInclude("signature");
});

test("the one who asks urges, and sees when he did last", async () => {
    panel = panelOf({ my_task: null, can: { withdraw: true, urge: true } });
    const event = { ...panel.trail[0], action: "urge", at: "2026-11-23 01:30:00", to: "Shu" };
    await openMatter();
    expect(".o_zs_request .o_zs_hint").toHaveCount(0);
    panel = { ...panel, trail: [...panel.trail, event] };
    await contains("button[name=zs_urge]").click();
    await animationFrame();
    expect(sent).toEqual([["action_zs_urge", [7], {}]]);
    expect(".o_zs_request .o_zs_hint").toHaveText("last urged 11-23 09:30");
    expect(".o_zs_event:last .o_zs_to").toHaveText("Shu");
    onRpc("petition", "action_zs_urge", () => {
        throw makeServerError({ type: "UserError", message: "Within the last hour." });
    });
    await contains("button[name=zs_urge]").click();
    await animationFrame();
    expect(".o_zs_notice").toHaveText("Within the last hour.");
});

test("what is agreed is revoked with a reason, and stays agreed until then", async () => {
    panel = panelOf({ state: "approved", my_task: null, can: { revoke: true } });
    await openMatter();
    await contains("button[name=zs_revoke]").click();
    await contains("button[name=zs_revoke_confirm]").click();
    expect(".o_zs_missing").toHaveText("Please write a few words first.");
    expect(sent).toEqual([]);
    await contains(".o_zs_request textarea").edit("The trip is off", { confirm: false });
    panel = panelOf({
        state: "approved",
        my_task: null,
        revocation: true,
        can: { withdraw: true, urge: true },
    });
    await contains("button[name=zs_revoke_confirm]").click();
    await animationFrame();
    expect(sent).toEqual([["action_zs_revoke", [7], "The trip is off", {}]]);
    expect(".o_zs_state").toHaveText("Revocation in approval");
    expect("button[name=zs_withdraw]").toHaveText("Withdraw the revocation");
});

test("whoever decides on a revocation sees that it is one", async () => {
    panel = panelOf({ state: "approved", revocation: true });
    await openMatter();
    expect(".o_zs_decision .o_zs_heading").toHaveText("Shall it be revoked?");
    expect("button[name=zs_agree]:contains(Agree to revoke)").toHaveCount(1);
});

test("a returned document goes on from the step that returned it", async () => {
    panel = panelOf({
        state: "returned",
        my_task: null,
        can: { resubmit: true, straight_back: "Both departments" },
    });
    await openMatter();
    await contains("button[name=zs_straight_back]:contains(Both departments)").click();
    await animationFrame();
    expect(sent).toEqual([["action_zs_resubmit", [7], { straight_back: true }]]);
});

test("the people to be chosen are sent along", async () => {
    const people = [
        { id: 51, name: "Shu" },
        { id: 52, name: "Fu" },
    ];
    const choice = { party: 9, name: "Leader", step_name: "Leader", people, chosen: [52] };
    panel = draftPanelOf({
        choose: [choice, { ...choice, party: 10, people: people.slice(0, 1), chosen: [] }],
    });
    await openMatter();
    expect(queryAllTexts(".o_zs_choose:eq(0) label")).toEqual(["Shu", "Fu"]);
    expect(queryOne(".o_zs_choose:eq(0) label:eq(1) input").checked).toBe(true);
    await contains(".o_zs_choose:eq(0) label:eq(0) input").click();
    await contains(".o_zs_choose:eq(0) label:eq(1) input").click();
    await contains("button[name=zs_submit]").click();
    await animationFrame();
    expect(sent).toEqual([["action_zs_submit", [7], { choices: { 9: [51], 10: [51] } }]]);
});

test("who waits for those he asked is shown with them", async () => {
    const { steps } = panelOf();
    const waiting = { name: "Zhong", status: "waiting", at: false, comment: "" };
    const asked = { name: "Wen", status: "open", at: false, comment: "" };
    steps[1].parties = [
        { name: "Organisation", status: "waiting", people: [waiting], added: false },
        { name: "Added by Zhong", status: "open", people: [asked], added: true },
        { name: "", status: "coming", people: [{ ...asked, status: "coming" }], added: true },
    ];
    panel = panelOf({ steps, my_task: null });
    await openMatter();
    expect(".o_zs_waiting").toHaveText("Waiting for Wen");
    expect(queryAllTexts(".o_zs_step:eq(1) .o_zs_person_status")).toEqual([
        "Waits for those asked",
        "Waiting",
        "To come",
    ]);
    expect(".o_zs_step:eq(1) .o_zs_rule").toHaveText("Decides");
    expect(queryAllTexts(".o_zs_asked")).toEqual(["Asked, too"]);
});

test("H puts a matter off until tomorrow, the next one opens", async () => {
    await openMatter();
    await press("h");
    await animationFrame();
    expect(sent).toEqual([["action_later", [31], { day: null }]]);
    expect(".o_notification").toHaveText(/Set aside until tomorrow: Five days in May/);
    expect(opened).toHaveLength(1);
});

test("a matter is put off until another day, also a copy", async () => {
    panel = panelOf({ my_task: { ...MY_TASK, kind: "cc", can_ask: false } });
    await openMatter();
    await openMore("on another day");
    expect("input[name=zs_day]").toHaveAttribute("min", "2026-11-24");
    await contains("button[name=zs_confirm]").click();
    expect(".o_zs_missing").toHaveText("Please choose a day first.");
    const day = queryOne("input[name=zs_day]");
    day.value = "2026-11-30";
    await manuallyDispatchProgrammaticEvent(day, "input");
    await contains("button[name=zs_confirm]:contains(Set aside)").click();
    await animationFrame();
    expect(sent).toEqual([["action_later", [31], { day: "2026-11-30" }]]);
});
