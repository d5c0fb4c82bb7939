import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";

import { FlowDiagram } from "@zhaoshang_approval/diagram/flow_diagram";

import { defineApprovalModels, panelOf } from "./approval_test_helpers";

describe.current.tags("desktop");
defineApprovalModels();

const KINDS = [
    ["approve", "Approve"],
    ["file", "Register"],
    ["cc", "Copy"],
];

class Version extends models.Model {
    _name = "zhaoshang.approval.version";

    state = fields.Char();
    res_model = fields.Char();
    can_try = fields.Boolean();
    problems = fields.Json();
    diagram = fields.Json();
    step_ids = fields.One2many({ relation: "zhaoshang.approval.step", relation_field: "version" });

    _records = [
        {
            id: 1,
            state: "draft",
            res_model: "petition",
            can_try: true,
            problems: [{ text: "“Two” has no party", step: "two" }],
            diagram: [],
            step_ids: [1, 2],
        },
    ];
    _views = {
        form: /* xml */ `
            <form>
                <field name="state" invisible="1"/>
                <field name="problems" widget="zs_notes"/>
                <field name="step_ids" widget="zs_flow_steps" mode="form" readonly="state != 'draft'">
                    <form>
                        <field name="key" invisible="1"/>
                        <field name="sequence" invisible="1"/>
                        <field name="kind" invisible="1"/>
                        <field name="party_ids" invisible="1"/>
                        <field name="name"/>
                    </form>
                </field>
                <field name="diagram" widget="zs_flow_diagram"/>
            </form>`,
    };
}

class Step extends models.Model {
    _name = "zhaoshang.approval.step";

    key = fields.Char({ default: "new" });
    name = fields.Char({ required: true });
    sequence = fields.Integer();
    kind = fields.Selection({ selection: KINDS, default: "approve" });
    version = fields.Many2one({ relation: "zhaoshang.approval.version" });
    party_ids = fields.One2many({ relation: "zhaoshang.approval.party" });

    _records = [
        { id: 1, key: "one", name: "One", sequence: 10, version: 1 },
        { id: 2, key: "two", name: "Two", sequence: 20, version: 1 },
    ];
}

class Party extends models.Model {
    _name = "zhaoshang.approval.party";

    name = fields.Char();
}

defineModels([Version, Step, Party]);

const titles = () => queryAllTexts(".o_zs_card_title strong");
const side = (name, values = {}) => ({ name, status: "coming", people: [], ...values });
const stepOf = (values) => ({
    key: "s",
    name: "Step",
    kind: "approve",
    mode: "all",
    ratio: 100,
    status: "coming",
    parties: [side("A"), side("B")],
    ...values,
});

async function draw(steps, props = {}) {
    await mountWithCleanup(FlowDiagram, { props: { steps, ...props } });
}

beforeEach(() => {
    onRpc("zhaoshang.approval.version", "web_save", ({ args }) =>
        expect.step(JSON.stringify(args[1].step_ids))
    );
});

test("what is done, where it is and what is to come is said by shape, sign and words", async () => {
    await draw(panelOf().steps);
    expect(queryAllTexts(".o_zs_step_status")).toEqual(["Agreed", "Waiting", "To come"]);
    expect(".o_zs_step:eq(0) .o_zs_mark .fa-check").toHaveCount(1);
    expect(".o_zs_step:eq(1) .o_zs_mark .fa-hourglass-half").toHaveCount(1);
    expect(".o_zs_step:eq(2) .o_zs_mark").toHaveText("3");
    expect(".o_zs_step[aria-current=step] .o_zs_step_name").toHaveText("Both departments");
    expect(".o_zs_kind_file .o_zs_rule").toHaveText("Registers it, does not hold it up");
    expect(".o_zs_step:eq(1) .o_zs_party:eq(0)").toHaveText(/Organisation\s*Zhong or Fu/);
});

test("between the sides of a step stands how they decide", async () => {
    await draw([
        stepOf({ key: "1", mode: "all" }),
        stepOf({ key: "2", mode: "any" }),
        stepOf({ key: "3", mode: "sequential" }),
        stepOf({ key: "4", mode: "vote", ratio: 66.67 }),
        stepOf({ key: "5", kind: "cc" }),
    ]);
    expect(queryAllTexts(".o_zs_joint")).toEqual(["and also", "or", "then", "and also"]);
    expect(queryAllTexts(".o_zs_rule")).toEqual([
        "All must agree",
        "One is enough",
        "One after the other",
        "By a vote, 66.67% must agree",
        "Gets a copy",
    ]);
});

test("a step left out says so and why", async () => {
    await draw([stepOf({ status: "skipped", condition: "Amount above 100" })], { preview: true });
    expect(".o_zs_step_status").toHaveText("Not needed");
    expect(".o_zs_step_status").not.toHaveClass("visually-hidden");
    expect(".o_zs_condition").toHaveText(/Only if\s*Amount above 100/);
});

test("a changed step says what is different", async () => {
    await draw([stepOf({ change: { kind: "changed", words: ["Mode: all → any"] } })]);
    expect(".o_zs_change").toHaveText(/Changed\s*Mode: all → any/);
});

test("a problem opens its step, whose settings are edited in place", async () => {
    await mountView({ type: "form", resModel: "zhaoshang.approval.version", resId: 1 });
    expect(".o_zs_notes li").toHaveText(/“Two” has no party/);
    expect(".o_zs_card:eq(1) .o_zs_card_problem").toHaveCount(1);
    await contains(".o_zs_go_to").click();
    await animationFrame();
    expect(".o_zs_card:eq(1) .o_zs_card_toggle").toHaveAttribute("aria-expanded", "true");
    expect(".o_zs_card:eq(1) .o_zs_card_toggle").toBeFocused();
    await contains(".o_zs_card [name=name] input").edit("Second");
    expect(titles()).toEqual(["One", "Second"]);
    await contains(".o_form_button_save").click();
    expect.verifySteps([JSON.stringify([[1, 2, { name: "Second" }]])]);
});

test("a step is added at the end; without a name it is not left", async () => {
    await mountView({ type: "form", resModel: "zhaoshang.approval.version", resId: 1 });
    await contains(".o_zs_add_step").click();
    await animationFrame();
    expect(titles()).toEqual(["One", "Two", "…"]);
    expect(".o_zs_card:eq(2) .o_zs_card_toggle").toHaveAttribute("aria-expanded", "true");
    await contains(".o_zs_card [name=name] input").edit("Three");
    await contains(".o_zs_card:eq(0) .o_zs_card_toggle").click();
    await animationFrame();
    expect(".o_zs_card:eq(0) .o_zs_card_toggle").toHaveAttribute("aria-expanded", "true");
    await contains(".o_zs_card:eq(0) [name=name] input").edit("");
    await contains(".o_zs_card:eq(1) .o_zs_card_toggle").click();
    await animationFrame();
    expect(".o_zs_card:eq(0) .o_zs_card_toggle").toHaveAttribute("aria-expanded", "true");
    expect(".o_zs_card:eq(0) .o_field_invalid").toHaveCount(1);
});

test("steps are moved with the keyboard, and by dragging", async () => {
    await mountView({ type: "form", resModel: "zhaoshang.approval.version", resId: 1 });
    await contains(".o_zs_card:eq(1) button[aria-label='Move up']").click();
    expect(titles()).toEqual(["Two", "One"]);
    await contains(".o_zs_card:eq(1) .o_zs_card_handle").dragAndDrop(".o_zs_card:eq(0)");
    await animationFrame();
    expect(titles()).toEqual(["One", "Two"]);
    await contains(".o_zs_card:eq(0) button[aria-label='Remove the step']").click();
    expect(titles()).toEqual(["Two"]);
});

test("a version in force is read in the same form", async () => {
    Version._records[0].state = "published";
    await mountView({ type: "form", resModel: "zhaoshang.approval.version", resId: 1 });
    expect(".o_zs_add_step, .o_zs_card_handle, .o_zs_card_button").toHaveCount(0);
    await contains(".o_zs_card:eq(0) .o_zs_card_toggle").click();
    await animationFrame();
    expect(".o_zs_card [name=name]").toHaveText("One");
    expect(".o_zs_card [name=name] input").toHaveCount(0);
});

test("a trial is drawn instead of the flow, until none is chosen", async () => {
    Version._records[0].diagram = [stepOf()];
    onRpc("zhaoshang.approval.version", "zs_try", ({ args }) => {
        expect.step(`try ${args[1]}`);
        return {
            title: "Five days in May",
            requester: "Jia",
            notes: ["It takes another flow."],
            steps: [stepOf({ name: "Tried", parties: [side("A", { note: "Nobody here" })] })],
        };
    });
    await mountView({ type: "form", resModel: "zhaoshang.approval.version", resId: 1 });
    expect(".o_zs_diagram .o_zs_step_name").toHaveText("Step");
    await contains(".o_zs_trial input").click();
    await contains(".o-autocomplete--dropdown-item:contains(Five days)").click();
    await animationFrame();
    expect.verifySteps(["try 7"]);
    expect(".o_zs_tried").toHaveText(/Five days in May.*As if Jia.*It takes another flow\./s);
    expect(".o_zs_diagram .o_zs_step_name").toHaveText("Tried");
    expect(".o_zs_note").toHaveText("Nobody here");
});
