import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { advanceTime, animationFrame, mockDate } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    mockService,
    models,
    mountView,
    onRpc,
    serverState,
} from "@web/../tests/web_test_helpers";

import { SETTLE_DELAY } from "@zhaoshang_approval/panel/decision_box";

import { defineApprovalModels, panelOf } from "./approval_test_helpers";

describe.current.tags("desktop");
defineApprovalModels();

class Check extends models.Model {
    _name = "zhaoshang.approval.check";

    state = fields.Selection({
        selection: [
            ["running", "Running"],
            ["whole", "Whole"],
        ],
    });
    user_id = fields.Many2one({ relation: "res.users" });
    progress = fields.Float();
    result = fields.Text();

    _records = [];
    _views = {
        form: `<form>
            <field name="state" invisible="1"/>
            <field name="progress" invisible="1"/>
            <field name="user_id" invisible="1"/>
            <field name="result" widget="zs_check_progress"/>
        </form>`,
    };
}
defineModels([Check]);

/** steps asked for */
let steps;

beforeEach(() => {
    steps = 0;
    mockDate("2026-11-23 02:00:00", +8);
    onRpc("petition", "zs_approval_panel", () => panelOf());
});

async function openCheck(values) {
    Check._records = [{ id: 1, state: "running", progress: 0, result: "0 of 3", ...values }];
    onRpc("zhaoshang.approval.check", "zs_step", function ({ args }) {
        steps++;
        const state = steps < 3 ? "running" : "whole";
        const done = { state, progress: 33 * steps, result: `${steps} of 3` };
        this.env["zhaoshang.approval.check"].write(args[0], done);
        return steps < 3;
    });
    await mountView({ type: "form", resModel: "zhaoshang.approval.check", resId: 1 });
    for (let frame = 0; frame < 10; frame++) {
        await animationFrame();
    }
}

test("a check of mine is carried on to its end and says what it found", async () => {
    await openCheck({ user_id: serverState.userId });
    expect(steps).toBe(3);
    expect(".alert-success").toHaveText("3 of 3");
    expect(".progress").toHaveCount(0);
});

test("the check of another, or of the night, is only looked at", async () => {
    await openCheck({ user_id: false });
    expect(steps).toBe(0);
    expect(".alert-info").toHaveText("0 of 3");
    expect(".progress-bar").toHaveCount(1);
});

test("the form of the run is printed from its document", async () => {
    const opened = [];
    mockService("action", { doAction: (action) => opened.push(action.report_name) });
    onRpc("zhaoshang.approval.instance", "action_print", ({ args }) => ({
        type: "ir.actions.report",
        report_name: `form of ${args[0]}`,
    }));
    await mountView({ type: "form", resModel: "petition", resId: 7 });
    await advanceTime(SETTLE_DELAY);
    await animationFrame();
    await contains("button[name=zs_print]").click();
    expect(opened).toEqual(["form of 4"]);
});
