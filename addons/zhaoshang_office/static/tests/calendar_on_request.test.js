import { describe, expect, test } from "@odoo/hoot";
import { press, queryOne, waitFor } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    getService,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";

describe.current.tags("desktop");
defineMailModels();

class Payment extends models.Model {
    bank_date = fields.Date();
    slip = fields.Char();
    _records = [{ id: 1, bank_date: "2026-11-03", slip: "0001" }];
    _views = {
        form: `<form><field name="bank_date"/><field name="slip"/></form>`,
    };
}
defineModels([Payment]);

const DATE = ".o_field_widget[name=bank_date]";

test("no calendar covers a dialogue that gives the focus to its first date", async () => {
    await mountView({ type: "form", resModel: "payment", resId: 1 });
    getService("dialog").add(FormViewDialog, { resModel: "payment" });
    await waitFor(`.modal ${DATE} input`);
    await animationFrame();
    expect(`.modal ${DATE} input`).toBeFocused();
    expect(".o_datetime_picker").toHaveCount(0);

    await press("ArrowDown");
    await animationFrame();
    expect(".o_datetime_picker").toHaveCount(1);
});

test("Tab reaches a date without its calendar; what is typed there is kept", async () => {
    await mountView({ type: "form", resModel: "payment", resId: 1 });
    queryOne(`${DATE} button`).focus();
    await animationFrame();
    expect(`${DATE} input`).toBeFocused();
    expect(".o_datetime_picker").toHaveCount(0);

    await contains(`${DATE} input`).edit("2026-11-05", { confirm: "tab" });
    expect(".o_datetime_picker").toHaveCount(0);
    expect(queryOne(`${DATE} input`).value).toInclude("2026");
    expect(`${DATE} input`).toHaveValue(/05/);
});

test("a click opens the calendar", async () => {
    await mountView({ type: "form", resModel: "payment", resId: 1 });
    await contains(`${DATE} button`).click();
    expect(".o_datetime_picker").toHaveCount(1);
});

test("a click on a date in a row opens the calendar there", async () => {
    await mountView({
        type: "list",
        resModel: "payment",
        arch: `<list editable="bottom"><field name="slip"/><field name="bank_date"/></list>`,
    });
    await contains(".o_data_cell[name=slip]").click();
    expect(".o_datetime_picker").toHaveCount(0);
    await contains(".o_data_cell[name=bank_date]").click();
    await waitFor(".o_datetime_picker");
    expect(".o_datetime_picker").toHaveCount(1);
});
