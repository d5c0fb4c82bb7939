import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { press, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, mockService, onRpc } from "@web/../tests/web_test_helpers";

import { defineApprovalModels, openMatter, panelOf } from "./approval_test_helpers";

describe.current.tags("desktop");
defineApprovalModels();

const TEXT = ".o_zs_opinion_field textarea";
let phrases, sent;

beforeEach(() => {
    phrases = ["Fine.", "Please add the papers."];
    sent = [];
    onRpc("petition", "zs_approval_panel", () => panelOf());
    onRpc("zhaoshang.approval.task", "action_decide", ({ kwargs }) => {
        sent.push(kwargs.comment);
        return true;
    });
    onRpc("mail.canned.response", "search_read", () =>
        phrases.map((substitution, index) => ({ id: index + 1, substitution }))
    );
    onRpc("mail.canned.response", "create", ({ args }) => {
        phrases.unshift(args[0][0].substitution);
        return [9];
    });
});

test("two keys put a phrase into the opinion, and a third agrees", async () => {
    await openMatter();
    await press("5");
    await animationFrame();
    expect(queryAllTexts(".o_zs_more_menu .dropdown-item").slice(0, 2)).toEqual([
        "1Fine.",
        "2Please add the papers.",
    ]);
    await press("2");
    await animationFrame();
    expect(TEXT).toHaveValue("Please add the papers.");
    expect(sent).toEqual([]);
    await press("1");
    await animationFrame();
    expect(sent).toEqual(["Please add the papers."]);
});

test("a phrase goes where the cursor is; digits typed into the text stay digits", async () => {
    await openMatter();
    await contains(TEXT).edit("5 days. ", { confirm: false });
    expect(".o_zs_more_menu").toHaveCount(0);
    await press(["alt", "ArrowDown"]);
    await animationFrame();
    await press("1");
    await animationFrame();
    expect(TEXT).toHaveValue("5 days. Fine.");
});

test("what was written is kept as a phrase, once", async () => {
    await openMatter();
    await contains(TEXT).edit("Seen on site.", { confirm: false });
    await contains("button[name=zs_phrases]").click();
    await contains(".dropdown-item:contains(Keep what I wrote)").click();
    await contains("button[name=zs_phrases]").click();
    expect(queryAllTexts(".o_zs_more_menu .dropdown-item")[0]).toBe("1Seen on site.");
    expect(".dropdown-item:contains(Keep what I wrote)").toHaveCount(0);
});

test("the list of phrases is one click away", async () => {
    const opened = [];
    mockService("action", { doAction: (action) => opened.push(action) });
    await openMatter();
    await contains("button[name=zs_phrases]").click();
    await contains(".dropdown-item:contains(My phrases)").click();
    expect(opened).toEqual(["zhaoshang_approval.zhaoshang_approval_phrase_action"]);
});
