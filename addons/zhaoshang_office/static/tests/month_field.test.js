import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts, waitFor } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
    serverState,
} from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");
defineMailModels();

class BankCheck extends models.Model {
    month = fields.Date();
    explanation = fields.Char();
    _records = [
        { id: 1, month: "2026-10-01" },
        { id: 2, month: false },
    ];
}
defineModels([BankCheck]);

const MONTH = ".o_field_widget[name=month]";
const FORM = {
    type: "form",
    resModel: "bank.check",
    resId: 1,
    arch: `<form><field name="month" widget="zs_month"/><field name="explanation"/></form>`,
};

test("a month is shown and chosen as one, and kept as its first day", async () => {
    serverState.lang = "zh_CN";
    onRpc("bank.check", "web_save", ({ args }) => expect.step(args[1].month));
    await mountView(FORM);
    expect(`${MONTH} input`).toHaveValue("2026年10月");

    await contains(`${MONTH} input`).click();
    await waitFor(".o_datetime_picker");
    expect(".o_datetime_picker .o_date_item_cell").toHaveCount(12);
    await contains(".o_datetime_picker .o_date_item_cell:eq(2)").click();
    expect(`${MONTH} input`).toHaveValue("2026年3月");
    await contains(".o_form_button_save").click();
    expect.verifySteps(["2026-03-01"]);
});

test("a month may be typed as people write it", async () => {
    serverState.lang = "zh_CN";
    onRpc("bank.check", "web_save", ({ args }) => expect.step(args[1].month));
    await mountView(FORM);
    for (const [typed, kept] of [
        ["2026-7", "2026-07-01"],
        ["202608", "2026-08-01"],
        ["2026年9月", "2026-09-01"],
        ["2026-05-20", "2026-05-01"],
    ]) {
        await contains(`${MONTH} input`).edit(typed, { confirm: "tab" });
        await contains(".o_form_button_save").click();
        expect.verifySteps([kept]);
    }
});

test("a list shows months, and nothing where there is none", async () => {
    serverState.lang = "zh_CN";
    await mountView({
        type: "list",
        resModel: "bank.check",
        arch: `<list><field name="month" widget="zs_month"/></list>`,
    });
    expect(queryAllTexts(".o_data_cell")).toEqual(["2026年10月", ""]);
});
