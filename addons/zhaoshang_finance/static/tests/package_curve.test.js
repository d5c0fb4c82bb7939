import { describe, expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { contains, defineModels, fields, models, mountView } from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");
defineMailModels();

const points = (each) =>
    [1, 2, 3].map((month) => ({
        month,
        planned: each * month,
        paid: month < 3 ? each * month : each * 2,
        spent: each / 2,
        state: month < 3 ? "paid" : "planned",
    }));

class Package extends models.Model {
    curve = fields.Json();
    _records = [
        { id: 1, curve: { points: points(60000), total: 180000, current: 2 } },
        { id: 2, curve: { points: points(1500), total: 4500, current: null } },
    ];
}
defineModels([Package]);

const show = (resId) =>
    mountView({
        type: "form",
        resModel: "package",
        resId,
        arch: `<form><field name="curve" widget="zs_package_curve"/></form>`,
    });

test("the axis counts in tens of thousands, in round steps up to the package", async () => {
    await show(1);
    expect(queryAllTexts(".zs_tick")).toEqual(["10,000 yuan", "0", "5", "10", "15"]);
});

test("a small package is counted in yuan", async () => {
    await show(2);
    expect(queryAllTexts(".zs_tick")).toEqual(["yuan", "0", "1000", "2000", "3000", "4000"]);
});

test("the figures are a table, too: paid while paid, spent up to this month", async () => {
    await show(1);
    await contains(".zs_package_curve summary").click();
    const cells = queryAllTexts(".zs_package_curve tbody tr:last-child > *");
    expect(cells).toEqual(["3", "180,000.00", "", ""]);
    expect(".zs_package_curve tbody tr").toHaveCount(3);
});
