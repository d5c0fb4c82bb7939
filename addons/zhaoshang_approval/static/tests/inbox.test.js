import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { freezeTime, press, queryFirst, waitFor } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, Deferred, mockDate } from "@odoo/hoot-mock";
import {
    contains,
    getService,
    MockServer,
    mockService,
    mountView,
    mountWithCleanup,
    onRpc,
    serverState,
} from "@web/../tests/web_test_helpers";

import { Component, useState, xml } from "@odoo/owl";

import { MatterPreview } from "@zhaoshang_approval/inbox/matter_preview";
import { InboxSystray } from "@zhaoshang_approval/inbox/inbox_systray";

import {
    ApprovalTask,
    defineApprovalModels,
    MY_TASK,
    panelOf,
    Petition,
    settle,
} from "./approval_test_helpers";

describe.current.tags("desktop");
defineApprovalModels();

beforeEach(() => {
    mockDate("2026-11-23 02:00:00", +8);
    mockService("action", {
        doAction: (action) => expect.step(`action ${action}`),
        doActionButton: ({ name, resId }) => expect.step(`${name} ${resId}`),
    });
});

const LIST = /* xml */ `
    <list js_class="zs_matter_list" class="o_zs_matters">
        <field name="title"/>
        <field name="due_at" widget="zs_deadline"/>
    </list>`;

test("the top bar counts what waits for me, and a click opens it", async () => {
    onRpc("zhaoshang.approval.task", "zs_inbox_badge", () => ({ count: 99, more: true }));
    await mountWithCleanup(InboxSystray);
    await animationFrame();
    expect(".o_zs_inbox_badge").toHaveText("99+");
    expect(".o_zs_inbox_systray button").toHaveAttribute(
        "aria-label",
        "To decide: 99+ waiting for you"
    );
    await contains(".o_zs_inbox_systray button").click();
    expect.verifySteps(["action zhaoshang_approval.zhaoshang_approval_inbox_action"]);
});

test("the count follows at once when somebody acts", async () => {
    let count = 0;
    onRpc("zhaoshang.approval.task", "zs_inbox_badge", () => ({ count, more: false }));
    await mountWithCleanup(InboxSystray);
    await animationFrame();
    expect(".o_zs_inbox_badge").toHaveCount(0);
    count = 2;
    getService("bus_service").start();
    MockServer.env["bus.bus"]._sendone(serverState.partnerId, "zhaoshang_approval/inbox", {});
    await waitFor(".o_zs_inbox_badge", { timeout: 5000 });
    expect(".o_zs_inbox_badge").toHaveText("2");
});

test("arrows move through the list, Enter opens the matter", async () => {
    ApprovalTask._records = [
        { id: 1, title: "First" },
        { id: 2, title: "Second" },
    ];
    await mountView({ type: "list", resModel: "zhaoshang.approval.task", arch: LIST });
    await animationFrame();
    await press("ArrowDown");
    await press("Enter");
    await animationFrame();
    expect.verifySteps(["action_open_document 2"]);
});

test("what others do while the list is read for the first time does not leave it empty", async () => {
    ApprovalTask._records = [{ id: 1, title: "First" }];
    const answer = new Deferred();
    onRpc("zhaoshang.approval.task", "web_search_read", () => answer.then(() => {}));
    await mountView({ type: "list", resModel: "zhaoshang.approval.task", arch: LIST });
    getService("zhaoshang_approval.inbox").bus.trigger("changed");
    await animationFrame();
    answer.resolve();
    await waitFor(".o_data_row");
    expect(".o_data_row").toHaveCount(1);
});

test("the keyboard stays in a list that somebody else's decision renews", async () => {
    ApprovalTask._records = [
        { id: 1, title: "First" },
        { id: 2, title: "Second" },
    ];
    await mountView({ type: "list", resModel: "zhaoshang.approval.task", arch: LIST });
    await animationFrame();
    MockServer.env["zhaoshang.approval.task"].unlink([1]);
    getService("zhaoshang_approval.inbox").bus.trigger("changed");
    await animationFrame();
    await animationFrame();
    expect(".o_data_row").toHaveCount(1);
    await press("Enter");
    await animationFrame();
    expect.verifySteps(["action_open_document 2"]);
});

test("a deadline is said in words and with a sign", async () => {
    ApprovalTask._records = [
        { id: 1, title: "Late", due_at: "2026-11-20 02:00:00" },
        { id: 2, title: "Soon", due_at: "2026-11-23 05:30:00" },
        { id: 3, title: "Later", due_at: "2026-12-01 02:00:00" },
    ];
    await mountView({ type: "list", resModel: "zhaoshang.approval.task", arch: LIST });
    expect(".o_data_row:eq(0) .o_zs_overdue").toHaveText("3 days overdue");
    expect(".o_data_row:eq(1) .o_zs_soon").toHaveText("3 h left");
    expect(".o_data_row:eq(2) .o_zs_deadline").toHaveText("12-01 10:00");
    expect(queryFirst(".o_data_row:eq(2) .fa")).toBe(null);
});

describe("many at once, and the matter beside the list", () => {
    const INBOX = /* xml */ `
        <list js_class="zs_inbox_list" class="o_zs_matters">
            <field name="title"/>
            <field name="flow_name"/>
            <field name="kind" column_invisible="1"/>
        </list>`;
    const task = (id, values) => ({
        id,
        title: `Matter ${id}`,
        flow_name: "Leave",
        kind: "approve",
        ...values,
    });
    let sent;

    beforeEach(() => {
        sent = [];
        ApprovalTask._records = [1, 2, 3].map((id) => task(id));
        onRpc("petition", "zs_approval_panel", ({ args }) =>
            panelOf({ my_task: { ...MY_TASK, id: args[0][0] } })
        );
        onRpc("zhaoshang.approval.task", "action_open_document", ({ args }) => ({
            type: "ir.actions.act_window",
            res_model: "petition",
            res_id: args[0][0],
        }));
        Petition._records = [1, 2, 3].map((id) => ({
            id,
            name: `Petition ${id}`,
            zs_approval_state: "running",
        }));
        onRpc("zhaoshang.approval.task", "action_decide", ({ args, kwargs }) => {
            const [ids, decision] = args;
            sent.push([ids, decision, kwargs.comment]);
            const bad = ids.length > 1 ? 2 : 0;
            for (const id of ids.filter((other) => other !== bad)) {
                MockServer.env["zhaoshang.approval.task"].unlink([id]);
            }
            const refused = { id: 2, title: "Matter 2", reason: "It has moved on." };
            return ids.length === 1
                ? true
                : { done: ids.filter((id) => id !== bad), refused: [refused] };
        });
    });

    async function openInbox() {
        await mountView({ type: "list", resModel: "zhaoshang.approval.task", arch: INBOX });
        await settlePreview();
    }

    async function settlePreview() {
        await animationFrame();
        await advanceTime(150);
        await animationFrame();
        await animationFrame();
        await settle();
    }

    async function tick(...places) {
        for (const place of places) {
            await contains(`.o_data_row:eq(${place}) .o_list_record_selector input`).click();
        }
    }

    test("one opinion for many, and a report of what was not done and why", async () => {
        await openInbox();
        await tick(0, 1, 2);
        await contains("button[name=zs_batch_reject]").click();
        await contains("button[name=zs_batch_confirm]").click();
        expect(".o_zs_missing").toHaveText("Please write a few words first.");
        expect(sent).toEqual([]);
        await contains(".o_zs_batch_ask textarea").edit("Not now", { confirm: false });
        await contains("button[name=zs_batch_confirm]").click();
        await animationFrame();
        expect(sent).toEqual([[[1, 2, 3], "reject", "Not now"]]);
        expect(".o_zs_batch_report section:eq(0) li").toHaveCount(1);
        expect(".o_zs_batch_report section:eq(0) li").toHaveText(/Matter 2\s*It has moved on/);
        expect(".o_zs_batch_report section:eq(1) li").toHaveCount(2);
        expect(".o_data_row").toHaveCount(1);
        await contains("button[name=zs_batch_close]").click();
    });

    test("a row that is gone before its turn came is not asked for", async () => {
        class Pane extends Component {
            static template = xml`
                <MatterPreview taskId="state.current" isHeld="false" onGoOn="() => {}"/>`;
            static components = { MatterPreview };
            static props = ["*"];
            setup() {
                this.state = useState({ current: 3 });
            }
        }
        onRpc("zhaoshang.approval.task", "action_open_document", ({ args }) =>
            expect.step(`asked for ${args[0][0]}`)
        );
        const pane = await mountWithCleanup(Pane);
        freezeTime();
        pane.state.current = 2;
        await animationFrame();
        pane.state.current = null;
        await animationFrame();
        await advanceTime(1000);
        expect.verifySteps([]);
    });

    test("the opinion on many is there again when its box was closed unsent", async () => {
        const refuse = () => contains("button[name=zs_batch_reject]").click();
        await openInbox();
        await tick(0, 1);
        await refuse();
        await contains(".o_zs_batch_ask textarea").edit("Not now", { confirm: false });
        await contains(".modal .btn-close").click();
        await refuse();
        expect(".o_zs_batch_ask textarea").toHaveValue("Not now");
        await contains(".o_zs_found_again button").click();
        expect(".o_zs_batch_ask textarea").toHaveValue("");
    });

    test("different matters are not decided together, copies are", async () => {
        ApprovalTask._records = [task(1), task(2, { flow_name: "Claim" }), task(3, { kind: "cc" })];
        await openInbox();
        await tick(0, 1, 2);
        expect("button[name=zs_batch_read]").toHaveText("Mark as read (1)");
        await contains("button[name=zs_batch_approve]").click();
        expect(".modal").toHaveCount(0);
        expect(".o_notification").toHaveText(/Different matters/);
    });

    test("what is ticked while the list is renewed stays ticked", async () => {
        await openInbox();
        const answer = new Deferred();
        onRpc("zhaoshang.approval.task", "web_search_read", () => answer);
        getService("zhaoshang_approval.inbox").bus.trigger("changed");
        await animationFrame();
        await tick(0, 2);
        answer.resolve();
        await animationFrame();
        await animationFrame();
        expect(".o_data_row_selected").toHaveCount(2);
        expect(".o_selection_box b").toHaveText("2");
        expect("button[name=zs_batch_approve]").toHaveText("Agree (2)");
    });

    test("cards are chosen and decided together, too", async () => {
        const arch = `
            <kanban js_class="zs_inbox_kanban">
                <field name="kind"/>
                <field name="state"/>
                <field name="flow_name"/>
                <templates><t t-name="card"><field name="title"/></t></templates>
            </kanban>`;
        await mountView({ type: "kanban", resModel: "zhaoshang.approval.task", arch });
        for (const place of [0, 2]) {
            await contains(`.o_kanban_record:eq(${place})`).click({ altKey: true });
        }
        await contains("button[name=zs_batch_approve]").click();
        await contains("button[name=zs_batch_confirm]").click();
        await animationFrame();
        expect(sent).toEqual([[[1, 3], "approve", null]]);
        await contains("button[name=zs_batch_close]").click();
    });

    test("while rows are ticked no key decides", async () => {
        await openInbox();
        await tick(1);
        await press("1");
        await animationFrame();
        expect(sent).toEqual([]);
    });

    test("the row under the keyboard is shown beside the list and decided there", async () => {
        await openInbox();
        expect(".o_zs_pane .o_form_view [name=name]").toHaveText("Petition 1");
        await press("ArrowDown");
        await settlePreview();
        expect(".o_data_row:eq(1)").toHaveClass("o_zs_current");
        expect(".o_zs_pane .o_form_view [name=name]").toHaveText("Petition 2");
        await press("1");
        await settlePreview();
        expect(sent).toEqual([[[2], "approve", null]]);
        expect(".o_data_row").toHaveCount(2);
        expect(".o_zs_pane .o_form_view [name=name]").toHaveText("Petition 3");
        await press("Enter");
        await animationFrame();
        expect.verifySteps(["action_open_document 3"]);
    });

    test("a key that comes before its matter decides nothing", async () => {
        freezeTime();
        await openInbox();
        await press("ArrowDown");
        await press("1");
        await animationFrame();
        expect(sent).toEqual([]);
    });
});
