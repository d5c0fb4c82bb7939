import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { press, queryAllTexts, waitFor, waitForNone } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, getService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

import { defineApprovalModels, panelOf, settle } from "./approval_test_helpers";

describe.current.tags("desktop");
defineApprovalModels();

const PAPERS = [
    { id: 1, name: "Plan.odt", mimetype: "application/vnd.oasis.opendocument.text" },
    { id: 2, name: "Invoice.png", mimetype: "image/png" },
    { id: 3, name: "Ticket.png", mimetype: "image/png" },
];
const PANE = ".o_form_view .o_content > .o_zs_paper_pane";

beforeEach(() => {
    onRpc("petition", "zs_approval_panel", () => panelOf({ papers: PAPERS }));
});

async function openMatter() {
    await mountWithCleanup(WebClient);
    await getService("action").doAction({
        type: "ir.actions.act_window",
        res_model: "petition",
        res_id: 7,
        views: [[false, "form"]],
    });
    await settle();
}

test("files are named, what can be shown is read beside the form, the rest is fetched", async () => {
    await openMatter();
    expect(queryAllTexts(".o_zs_paper_name")).toEqual(["Plan.odt", "Invoice.png", "Ticket.png"]);
    expect("a.o_zs_paper").toHaveAttribute("href", /\/web\/content\/1.*download=true/);
    await contains("button.o_zs_paper:contains(Ticket)").click();
    expect(`${PANE} img`).toHaveAttribute("alt", "Ticket.png");
    await contains(`${PANE} button[name=zs_paper_close]`).click();
    expect(PANE).toHaveCount(0);
});

test("P opens the first that can be shown and closes it; in a text it is a letter", async () => {
    await openMatter();
    await press("p");
    await waitFor(`${PANE} img[alt='Invoice.png']`);
    await press("Escape");
    await waitForNone(PANE);
    await contains(".o_zs_decision textarea").focus();
    await press("p");
    await animationFrame();
    expect(PANE).toHaveCount(0);
});

test("who likes it beside the form finds it there with the next matter", async () => {
    await openMatter();
    await press("p");
    await waitFor(PANE);
    await getService("action").doAction(
        {
            type: "ir.actions.act_window",
            res_model: "petition",
            res_id: 7,
            views: [[false, "form"]],
        },
        { stackPosition: "replaceCurrentAction" }
    );
    await settle();
    await waitFor(`${PANE} img[alt='Invoice.png']`);
    expect(PANE).toHaveCount(1);
});

test("of many files the first are named, the rest at a click", async () => {
    const many = [1, 2, 3, 4, 5, 6].map((id) => ({ id, name: `${id}.png`, mimetype: "image/png" }));
    onRpc("petition", "zs_approval_panel", () => panelOf({ papers: many }));
    await openMatter();
    expect(queryAllTexts(".o_zs_paper_name")).toEqual(["1.png", "2.png", "3.png", "4.png"]);
    await contains("button[name=zs_papers_all]:contains(2 more)").click();
    expect(".o_zs_paper").toHaveCount(6);
    expect("button[name=zs_papers_all]").toHaveCount(0);
});
