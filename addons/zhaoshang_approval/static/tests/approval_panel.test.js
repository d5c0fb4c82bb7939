import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { freezeTime, press, queryAllTexts, queryOne, waitFor } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, Deferred, mockDate } from "@odoo/hoot-mock";
import {
    contains,
    getService,
    makeServerError,
    mockService,
    mountView,
    onRpc,
    serverState,
} from "@web/../tests/web_test_helpers";

import { OpinionDrafts } from "@zhaoshang_approval/panel/opinion_drafts";

import {
    ApprovalTask,
    defineApprovalModels,
    draftPanelOf,
    MY_TASK,
    openMatter,
    panelOf,
    settle,
} from "./approval_test_helpers";

describe.current.tags("desktop");
defineApprovalModels();

const COMMANDS = ["action_decide", "action_return", "action_acknowledge"];

let panel;
/** `[method, ids, ...arguments, keyword arguments]` of each command sent */
let sent;
/** what has been opened: an action, a task, or a document and its place in the breadcrumb */
let opened;

beforeEach(() => {
    mockDate("2026-11-23 02:00:00", +8);
    panel = panelOf();
    sent = [];
    opened = [];
    onRpc("petition", "zs_approval_panel", () => panel);
    onRpc("zhaoshang.approval.task", COMMANDS, ({ method, args, kwargs }) => {
        sent.push([method, ...args, kwargs]);
        return true;
    });
    onRpc("zhaoshang.approval.task", "action_open_document", ({ args }) => ({
        type: "ir.actions.act_window",
        res_id: 100 + args[0][0],
    }));
    mockService("action", {
        doAction: (action, { stackPosition } = {}) =>
            opened.push(action.res_id ? [action.res_id, stackPosition] : action),
        doActionButton: ({ resId }) => opened.push(resId),
    });
});

const INBOX = "zhaoshang_approval.zhaoshang_approval_inbox_action";

const kept = (taskId) => new OpinionDrafts("petition", 7).read(taskId);

test("shows where the matter stands, whose move it is, the steps and the trail", async () => {
    await openMatter();
    expect(".o_zs_state").toHaveText("In Approval");
    expect(".o_zs_waiting").toHaveText("Waiting for Organisation and Investment");
    expect(queryAllTexts(".o_zs_step_name")).toEqual(["Head", "Both departments", "Filing"]);
    expect(queryAllTexts(".o_zs_step_status")).toEqual(["Agreed", "Waiting", "To come"]);
    expect(".o_zs_step[aria-current=step] .o_zs_step_name").toHaveText("Both departments");
    expect(queryAllTexts(".o_zs_who")).toEqual(["Jia", "An for Zhen"]);
    expect(".o_zs_event:eq(1) .o_zs_opinion").toHaveText("Fine");
    expect(".o_zs_event:eq(1) time").toHaveText("11-20 10:00");
});

test("agreeing takes one click and no text, and sends what was seen", async () => {
    await openMatter();
    await contains("button[name=zs_agree]").click();
    expect(sent).toHaveLength(1);
    const [method, ids, decision, kwargs] = sent[0];
    expect([method, ids, decision]).toEqual(["action_decide", [31], "approve"]);
    expect(kwargs).toMatchObject({
        comment: null,
        expected_round: 1,
        expected_digest: "abc",
    });
});

test("after the last decision the inbox opens and says what was done", async () => {
    await openMatter();
    await contains("button[name=zs_agree]").click();
    await animationFrame();
    expect(opened).toEqual([INBOX]);
    expect(".o_notification").toHaveText(/Agreed: Five days in May/);
    expect(".o_notification").toHaveText(/Nothing else is waiting for you/);
});

test("after a decision the next open matter takes its place", async () => {
    ApprovalTask._records = [
        { id: 31, state: "open", user_id: serverState.userId },
        { id: 40, state: "open", user_id: serverState.userId },
        { id: 41, state: "open", user_id: serverState.userId },
        { id: 50, state: "open", user_id: serverState.userId + 1 },
    ];
    await openMatter();
    getService("zhaoshang_approval.inbox").openTask(31, { queue: [40, 31, 41] });
    expect(opened).toEqual([31]);
    await contains("button[name=zs_agree]").click();
    await animationFrame();
    expect(opened[1]).toEqual([141, "replaceCurrentAction"]);
    expect(".o_notification").toHaveText(/2 waiting for you/);
});

test("the next matter is read while the decision is on its way, once", async () => {
    freezeTime();
    ApprovalTask._records = [
        { id: 31, user_id: serverState.userId, state: "open" },
        { id: 32, user_id: serverState.userId, state: "open" },
    ];
    const decided = new Deferred();
    const read = [];
    onRpc("zhaoshang.approval.task", "action_decide", () => decided);
    onRpc("zhaoshang.approval.task", "action_open_document", () => ({
        type: "ir.actions.act_window",
        res_model: "petition",
        res_id: 8,
    }));
    onRpc("petition", "zs_approval_panel", ({ args }) => {
        read.push(args[0][0]);
        return panel;
    });
    await openMatter();
    await contains("button[name=zs_agree]").click();
    await animationFrame();
    expect(read).toEqual([7, 8]);
    const ahead = await getService("zhaoshang_approval.inbox").takeAhead("petition", 8);
    expect(ahead.instance_id).toBe(panel.instance_id);
    // a form is rendered anew before it shows, and asks again
    expect(await getService("zhaoshang_approval.inbox").takeAhead("petition", 8)).toBe(ahead);
    expect(getService("zhaoshang_approval.inbox").takeAhead("petition", 9)).toBe(null);
    await advanceTime(3000);
    expect(getService("zhaoshang_approval.inbox").takeAhead("petition", 8)).toBe(null);
    decided.resolve(true);
    await animationFrame();
});

test("refusing asks for the reason before anything is sent", async () => {
    await openMatter();
    await contains("button[name=zs_refuse]").click();
    expect("textarea").toBeFocused();
    await contains("button[name=zs_confirm]").click();
    expect(".o_zs_missing").toHaveText("Please write a few words first.");
    expect(sent).toEqual([]);
    await contains("textarea").edit("Monday's report is missing", { confirm: false });
    await contains("button[name=zs_confirm]").click();
    expect(sent[0].slice(0, 3)).toEqual(["action_decide", [31], "reject"]);
    expect(sent[0][3]).toMatchObject({ comment: "Monday's report is missing" });
});

test("a document goes back to the step that was chosen", async () => {
    await openMatter();
    await contains("button[name=zs_return]").click();
    expect(queryAllTexts("select option")).toEqual(["the person who asks", "Head"]);
    await contains("select").select("head");
    await contains("textarea").edit("The dates are wrong", { confirm: false });
    await contains("button[name=zs_confirm]").click();
    expect(sent[0].slice(0, 2)).toEqual(["action_return", [31]]);
    expect(sent[0][2]).toMatchObject({ step_key: "head", comment: "The dates are wrong" });
});

test("without a choice a document goes back to the person who asks", async () => {
    await openMatter();
    await contains("button[name=zs_return]").click();
    await contains("textarea").edit("The dates are wrong", { confirm: false });
    await contains("button[name=zs_confirm]").click();
    expect(sent[0][2]).toMatchObject({ step_key: null });
});

test("an opinion the flow asks for is asked for", async () => {
    panel = panelOf({ my_task: { ...MY_TASK, comment_required: true } });
    await openMatter();
    await contains("button[name=zs_agree]").click();
    expect(sent).toEqual([]);
    expect(".o_zs_missing").toHaveCount(1);
    await contains("textarea").edit("Agreed", { confirm: false });
    await contains("button[name=zs_agree]").click();
    expect(sent).toHaveLength(1);
});

test("a filing is filed and a copy is read", async () => {
    panel = panelOf({ my_task: { ...MY_TASK, kind: "file", on_behalf_of: "Shu" } });
    await openMatter();
    expect(".o_zs_behalf").toHaveText("for Shu");
    expect("button[name=zs_refuse]").toHaveCount(0);
    await contains("button[name=zs_agree]:contains(Register)").click();
    expect(sent[0].slice(0, 3)).toEqual(["action_decide", [31], "file"]);
    await animationFrame();
    expect(opened).toEqual([INBOX]);

    panel = panelOf({ my_task: { ...MY_TASK, id: 32, kind: "cc" } });
    getService("zhaoshang_approval.inbox").bus.trigger("changed");
    await animationFrame();
    await settle();
    expect("textarea").toHaveCount(0);
    await contains("button[name=zs_agree]:contains(Mark as read)").click();
    expect(sent[1].slice(0, 2)).toEqual(["action_acknowledge", [32]]);
    await animationFrame();
    expect(opened).toEqual([INBOX, INBOX]);
});

test("two clicks send one decision", async () => {
    const answer = new Deferred();
    onRpc("zhaoshang.approval.task", "action_decide", async ({ args }) => {
        sent.push(args);
        await answer;
        return true;
    });
    await openMatter();
    const button = queryOne("button[name=zs_agree]");
    button.click();
    button.click();
    await animationFrame();
    button.click();
    answer.resolve();
    await animationFrame();
    await animationFrame();
    expect(sent).toHaveLength(1);
    expect(opened).toEqual([INBOX]);
});

test("a matter that has just come up takes no decision yet", async () => {
    freezeTime(); // however long a busy machine takes for the next lines
    await mountView({ type: "form", resModel: "petition", resId: 7 });
    queryOne("button[name=zs_agree]").click();
    await press("1");
    await animationFrame();
    expect(sent).toEqual([]);
    await settle();
    await press("1");
    await animationFrame();
    expect(sent).toHaveLength(1);
    expect(opened).toEqual([INBOX]);
});

test("1 agrees, 2 returns, 3 refuses", async () => {
    await openMatter();
    await press("3");
    await animationFrame();
    expect("button[name=zs_confirm]").toHaveText("Confirm refusal");
    await press("Escape");
    await animationFrame();
    await press("2");
    await animationFrame();
    expect("button[name=zs_confirm]").toHaveText("Confirm return");
    await press("Escape");
    await animationFrame();
    expect(sent).toEqual([]);
    await press("1");
    await animationFrame();
    expect(sent[0].slice(0, 3)).toEqual(["action_decide", [31], "approve"]);
    expect(opened).toEqual([INBOX]);
});

test("a digit typed into a text decides nothing", async () => {
    await openMatter();
    await contains("textarea").click();
    for (const digit of ["1", "2", "3"]) {
        await press(digit);
    }
    await contains(".o_field_widget[name=name] input").click();
    await press("1");
    await animationFrame();
    expect(sent).toEqual([]);
    expect("button[name=zs_agree]").toHaveCount(1);
    await contains("button[name=zs_return]").click();
    queryOne("select").focus();
    await press("1");
    await animationFrame();
    expect(sent).toEqual([]);
});

test("the opinion survives a closed tab", async () => {
    await openMatter();
    await contains("textarea").edit("Half a sentence", { confirm: false });
    expect(kept(31)).toBe("Half a sentence");
});

test("an opinion kept from before is in the box again", async () => {
    new OpinionDrafts("petition", 7).write(31, "From before");
    await openMatter();
    expect("textarea").toHaveValue("From before");
    await contains("button[name=zs_agree]").click();
    await animationFrame();
    expect(sent[0][3]).toMatchObject({ comment: "From before" });
    expect(kept(31)).toBe("");
    expect(opened).toEqual([INBOX]);
});

test("a decision that comes too late keeps the text and says what has happened", async () => {
    onRpc("zhaoshang.approval.task", "action_decide", () => {
        panel = panelOf({
            state: "rejected",
            state_label: "Refused",
            my_task: null,
            trail: [
                ...panelOf().trail,
                {
                    at: "2026-11-23 01:59:00",
                    who: "Shu",
                    on_behalf_of: false,
                    action: "reject",
                    action_label: "refused",
                    step_name: "Both departments",
                    round: 1,
                    comment: "Too many are away",
                    version: 1,
                },
            ],
        });
        throw makeServerError({ type: "UserError", message: "This step is over." });
    });
    await openMatter();
    await contains("textarea").edit("From my side yes", { confirm: false });
    await contains("button[name=zs_agree]").click();
    await animationFrame();
    expect(".o_zs_notice_message").toHaveText("This step is over.");
    expect(".o_zs_notice .o_zs_event").toHaveCount(1);
    expect(".o_zs_notice .o_zs_event").toHaveText(/Shu.*refused.*Too many are away/s);
    expect(".o_zs_unsent .o_zs_opinion").toHaveText("From my side yes");
    expect(".o_zs_decision").toHaveCount(0);
    expect(".o_error_dialog").toHaveCount(0);
    expect(kept(31)).toBe("From my side yes");

    await contains(".o_zs_unsent button:contains(Throw away)").click();
    expect(".o_zs_unsent").toHaveCount(0);
    expect(kept(31)).toBe("");
});

test("where the document is not mine to read any more, its trail says how it went on", async () => {
    const trail = [
        ["submit", "Jia", ""],
        ["approve", "An", "Fine"],
        ["approve", "Fu", "Agreed in your stead"],
    ];
    onRpc("zhaoshang.approval.instance", "read", () => [{ id: 4, state: "running" }]);
    onRpc("zhaoshang.approval.event", "search_read", () =>
        trail.map(([action, actor_name, comment]) => ({
            at: "2026-11-23 01:59:00",
            action,
            actor_name,
            comment,
            round: 1,
            version_number: 1,
        }))
    );
    await openMatter();
    await contains("textarea").edit("Half a sentence", { confirm: false });
    onRpc("petition", "zs_approval_panel", () => {
        throw makeServerError({ type: "AccessError", message: "Not yours." });
    });
    getService("zhaoshang_approval.inbox").bus.trigger("changed");
    await waitFor(".o_zs_notice", { timeout: 5000 });
    expect(".o_zs_notice .o_zs_event").toHaveCount(1);
    expect(".o_zs_notice .o_zs_event").toHaveText(/Fu.*Agreed.*Agreed in your stead/s);
    expect(".o_zs_unsent .o_zs_opinion").toHaveText("Half a sentence");
    expect(".o_zs_history .o_zs_event").toHaveCount(3);
    expect(".modal").toHaveCount(0);
});

test("an expired session is Odoo's to tell; the opinion stays", async () => {
    expect.errors(1);
    onRpc("zhaoshang.approval.task", "action_decide", () => {
        throw makeServerError({ errorName: "odoo.http.SessionExpiredException", message: "Gone" });
    });
    await openMatter();
    await contains("textarea").edit("Almost done", { confirm: false });
    await contains("button[name=zs_agree]").click();
    await animationFrame();
    expect.verifyErrors(["Gone"]);
    expect(".o_zs_notice").toHaveCount(0);
    expect("textarea").toHaveValue("Almost done");
    expect(kept(31)).toBe("Almost done");
    expect("button[name=zs_agree]").toBeEnabled();
});

test("a text meant for an older round moves to the new one", async () => {
    await openMatter();
    await contains("textarea").edit("The paper is missing", { confirm: false });
    panel = panelOf({ round: 2, digest: "def", my_task: { ...MY_TASK, id: 99 } });
    getService("zhaoshang_approval.inbox").bus.trigger("changed");
    await animationFrame();
    await animationFrame();
    expect(".o_zs_notice_message").toHaveText("This matter has moved on since you opened it.");
    expect("textarea").toHaveValue("The paper is missing");
    await settle();
    await contains("button[name=zs_agree]").click();
    expect(sent[0][1]).toEqual([99]);
    expect(sent[0][3]).toMatchObject({ expected_round: 2, expected_digest: "def" });
});

test("the one who asks sees who decides before sending", async () => {
    panel = draftPanelOf();
    onRpc("petition", "action_zs_submit", ({ args }) => {
        expect.step(["submit", ...args[0]].join(" "));
        panel = panelOf({ my_task: null, can: { withdraw: true } });
        return true;
    });
    await openMatter();
    expect(".o_zs_flow .o_zs_heading").toHaveText("Who decides, in this order");
    expect(queryAllTexts(".o_zs_rule")).toEqual([
        "Decides",
        "All must agree",
        "Registers it, does not hold it up",
    ]);
    await contains("button[name=zs_submit]").click();
    await animationFrame();
    expect.verifySteps(["submit 7"]);
    expect(".o_zs_state").toHaveText("In Approval");
    expect("button[name=zs_withdraw]").toHaveCount(1);
    expect(".o_notification").toHaveText(/Submitted: Five days in May/);
});

test("edits are saved before the document is sent", async () => {
    panel = draftPanelOf();
    onRpc("petition", "web_save", ({ args }) => expect.step(`save ${args[1].name}`));
    onRpc("petition", "action_zs_submit", () => {
        expect.step("submit");
        return true;
    });
    await openMatter();
    await contains(".o_field_widget[name=name] input").edit("Six days in May");
    await contains("button[name=zs_submit]").click();
    await animationFrame();
    expect.verifySteps(["save Six days in May", "submit"]);
});

test("where the edits change who decides, it is shown before it is sent", async () => {
    panel = draftPanelOf();
    onRpc("petition", "web_save", () => {
        panel = draftPanelOf({ steps: draftPanelOf().steps.slice(1) });
    });
    onRpc("petition", "action_zs_submit", () => {
        expect.step("submit");
        return true;
    });
    await openMatter();
    await contains(".o_field_widget[name=name] input").edit("Six days in May");
    await contains("button[name=zs_submit]").click();
    await animationFrame();
    expect.verifySteps([]);
    expect(".o_zs_notice_message").toHaveText(/changed who decides/);
    expect(".o_zs_step").toHaveCount(2);
    await contains("button[name=zs_submit]").click();
    await animationFrame();
    expect.verifySteps(["submit"]);
});

test("a refused submit is explained beside the button", async () => {
    panel = draftPanelOf();
    onRpc("petition", "action_zs_submit", () => {
        throw makeServerError({ type: "ValidationError", message: "8 days are too many (R066)." });
    });
    await openMatter();
    await contains("button[name=zs_submit]").click();
    await animationFrame();
    expect(".o_zs_notice").toHaveText("8 days are too many (R066).");
    expect("button[name=zs_submit]").toBeEnabled();
});

test("what the form says already is not said twice where a submit is refused", async () => {
    panel = draftPanelOf();
    onRpc("petition", "action_zs_submit", () => {
        throw makeServerError({ type: "UserError", message: "No. 7: Five days in May" });
    });
    const options = `options="{'told_in': 'name'}"`;
    await mountView({
        type: "form",
        resModel: "petition",
        resId: 7,
        arch: /* xml */ `
            <form>
                <sheet>
                    <field name="zs_approval_state" widget="zs_approval_panel" ${options}/>
                    <field name="name" readonly="1"/>
                </sheet>
            </form>`,
    });
    await settle();
    await contains("button[name=zs_submit]").click();
    await animationFrame();
    expect(".o_zs_notice").toHaveText(/^Not sent yet/);
});

test("why a matter came back stands at the top", async () => {
    const end = { ...panelOf().trail[1], action: "return", comment: "Say who acts for you" };
    panel = panelOf({ state: "returned", my_task: null, trail: [...panelOf().trail, end] });
    await openMatter();
    expect(".o_zs_strip .o_zs_opinion").toHaveText("Say who acts for you");
});

test("a new document is saved first, then its approvers are shown", async () => {
    panel = draftPanelOf();
    await openMatter(false);
    expect("button[name=zs_submit]").toHaveCount(0);
    await contains(".o_field_widget[name=name] input").edit("Two days in June");
    await contains("button[name=zs_save]").click();
    await animationFrame();
    expect("button[name=zs_submit]").toHaveCount(1);
    expect(".o_zs_step").toHaveCount(3);
});

test("withdrawing asks first", async () => {
    panel = panelOf({ my_task: null, can: { withdraw: true } });
    onRpc("petition", "action_zs_withdraw", () => {
        expect.step("withdraw");
        panel = panelOf({ state: "withdrawn", my_task: null, can: { resubmit: true } });
        return true;
    });
    await openMatter();
    await contains("button[name=zs_withdraw]").click();
    expect.verifySteps([]);
    await contains(".modal .btn-primary").click();
    await animationFrame();
    expect.verifySteps(["withdraw"]);
    expect("button[name=zs_resubmit]").toHaveCount(1);
});
