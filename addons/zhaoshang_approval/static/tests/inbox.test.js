import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { press, queryFirst, waitFor } from "@odoo/hoot-dom";
import { animationFrame, mockDate } from "@odoo/hoot-mock";
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

import { InboxSystray } from "@zhaoshang_approval/inbox/inbox_systray";

import { ApprovalTask, defineApprovalModels } from "./approval_test_helpers";

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
