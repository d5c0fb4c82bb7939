import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { press, queryAllAttributes, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { contains, mockService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";

import { PresenceGrid } from "@zhaoshang_office/presence/presence_grid";

describe.current.tags("desktop");
defineMailModels();

const LEGEND = [
    { code: "P", sign: "●", label: "At post" },
    { code: "H", sign: "节", label: "Holiday" },
    { code: "L", sign: "假", label: "Leave" },
    { code: "A", sign: "✖", label: "Absent" },
];

function officer(id, name, days, absences = [], planned = []) {
    const at_post = [...days].filter((code) => "PH".includes(code)).length;
    const result_text = "✔ Met";
    return {
        id,
        name,
        post: "Deputy",
        days,
        absences,
        planned,
        unproven: [],
        at_post,
        limit: 4,
        result_text,
    };
}

function pageOf(bureaus) {
    return {
        month: "2026-11-01",
        label: "November 2026",
        previous: "2026-10-01",
        next: "2026-12-01",
        today: "2026-11-03",
        closed: false,
        provisional: false,
        rule_set: "2013",
        mine: true,
        legend: LEGEND,
        days: [1, 2, 3, 4, 5].map((number) => ({
            date: `2026-11-0${number}`,
            number,
            weekday: "SMTWT"[number - 1],
            off: number === 1,
            working: number > 1,
        })),
        bureaus,
    };
}

let page;
beforeEach(() => {
    page = pageOf([
        {
            id: 1,
            name: "Hangzhou",
            rows: [
                officer(11, "Zhen", "HPLLP", [
                    { leave: 7, first: 3, last: 4, waits: false, text: "Leave 11-03–11-04" },
                ]),
                officer(12, "Liu", "HPPPP", [
                    { leave: 8, first: 5, last: 5, waits: true, text: "Leave waits" },
                ]),
            ],
        },
        { id: 2, name: "Ningbo", rows: [officer(21, "Jiang", "HPAPP")] },
    ]);
    onRpc("zhaoshang.presence.month", "zs_grid", ({ args }) => {
        expect.step(`month ${args[0]}`);
        return page;
    });
    onRpc("zhaoshang.presence.month", "zs_open_month", ({ args }) => ({ month: args[0] }));
    mockService("action", {
        doAction: (action) => expect.step(`open ${JSON.stringify(action.res_id || action)}`),
    });
});

async function mountGrid() {
    await mountWithCleanup(PresenceGrid, { props: { action: {} } });
    expect.verifySteps(["month false"]);
}

const names = () => queryAllTexts(".o_zs_row .o_zs_name span");
const counts = () => queryAllTexts("tfoot td:not([colspan])");
const cell = (row, day) => `[data-row="${row}"][data-day="${day}"]`;

// UX 16, 17
test("a row for each officer, a sign, a shape and words for each day, and who is at post", async () => {
    await mountGrid();
    expect(queryAllTexts(".o_zs_bureau_row")).toEqual(["Hangzhou", "Ningbo"]);
    expect(names()).toEqual(["Zhen", "Liu", "Jiang"]);
    expect(queryAllTexts(".o_zs_row:eq(0) button")).toEqual(["节", "●", "假", "假", "●"]);
    expect(cell(0, 3)).toHaveClass("o_zs_day_leave");
    expect(cell(0, 3)).toHaveAttribute("aria-label", "Zhen 11-03 T · Leave · Leave 11-03–11-04");
    expect(queryAllTexts(".o_zs_row:eq(0) .o_zs_total")).toEqual(["3", "4"]);
    expect(counts()).toEqual(["节", "3", "1", "2", "3"]);
    expect("thead .o_zs_today").toHaveText("3\nT");
    expect(queryAllAttributes(".o_zs_legend [aria-hidden]", "class")).toHaveLength(4);
});

// UX 17
test("what waits to be decided is hatched and has a sign of its own", async () => {
    await mountGrid();
    expect(cell(1, 5)).toHaveClass("o_zs_day_waits");
    expect(cell(1, 5)).toHaveText("◔");
    expect(".o_zs_grid_foot").toHaveText(/Hatched/);
});

// UX 17
test("what is only planned is marked otherwise, and a leave says more", async () => {
    page.bureaus[0].rows[1].planned = [{ first: 4, last: 5, text: "Planned for 11-04–11-05" }];
    await mountGrid();
    expect(cell(1, 4)).toHaveClass("o_zs_day_planned");
    expect(cell(1, 4)).toHaveText("排");
    expect(cell(1, 4)).toHaveAttribute("aria-label", /At post · Planned for 11-04–11-05$/);
    expect(cell(1, 5)).toHaveClass("o_zs_day_waits");
    expect(counts()).toEqual(["节", "3", "1", "2", "3"]);
    expect(".o_zs_grid_foot").toHaveText(/rotation plan/);
});

// UX 18
test("a click on a day's number leaves who is at post, another one everybody", async () => {
    await mountGrid();
    await contains("tfoot td:eq(2) button").click();
    expect(names()).toEqual(["Liu"]);
    await contains(".o_zs_unfilter").click();
    expect(names()).toEqual(["Zhen", "Liu", "Jiang"]);
});

// UX 18
test("one bureau, or a name, and the numbers follow", async () => {
    await mountGrid();
    await contains(".o_zs_bureau").select("2");
    expect(names()).toEqual(["Jiang"]);
    expect(counts()).toEqual(["节", "1", "0", "1", "1"]);
    await contains(".o_zs_bureau").select("0");
    await contains(".o_zs_search").edit("Li", { confirm: false });
    await animationFrame();
    expect(names()).toEqual(["Liu"]);
    await contains(".o_zs_search").edit("nobody", { confirm: false });
    await animationFrame();
    expect(".o_zs_empty").toHaveText("Nobody fits the filters. Take one away.");
});

// UX 19
test("keys: arrows move, PgUp and PgDn change the month, T today, C new, / search", async () => {
    await mountGrid();
    queryOne(cell(0, 3)).focus();
    await press("ArrowRight");
    await press("ArrowDown");
    await animationFrame();
    expect(cell(1, 4)).toBeFocused();
    for (const key of ["PageUp", "PageDown", "t"]) {
        await press(key);
        await animationFrame();
    }
    expect.verifySteps(["month 2026-10-01", "month 2026-12-01", "month false"]);
    await press("c");
    expect.verifySteps(['open "zhaoshang_office.zhaoshang_leave_mine_action"']);
    await press("/");
    expect(".o_zs_search").toBeFocused();
    await press("t"); // typed, not commanded
    await animationFrame();
    expect.verifySteps([]);
});

test("a day away opens its leave, any other day the officer's month", async () => {
    await mountGrid();
    await contains(cell(0, 3)).click();
    expect.verifySteps(["open 7"]);
    await contains(cell(2, 2)).click();
    await animationFrame();
    expect.verifySteps(['open {"month":21}']);
});
