import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { press, waitForNone } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import {
    contains,
    defineModels,
    fields,
    getService,
    makeServerError,
    models,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";

import { defineApprovalModels } from "./approval_test_helpers";

describe.current.tags("desktop");
defineApprovalModels();

class Finding extends models.Model {
    _name = "zhaoshang.finding";

    name = fields.Char();

    _records = [
        { id: 7, name: "Monday" },
        { id: 8, name: "Friday" },
    ];
}

/** A box as ours are: about a document, for a purpose, with a text. */
class Box extends models.Model {
    _name = "zhaoshang.finding.opinion";

    finding_id = fields.Many2one({ relation: "zhaoshang.finding" });
    text = fields.Text();
    secret = fields.Char();

    _views = {
        form: /* xml */ `
            <form>
                <field name="finding_id" invisible="1"/>
                <field name="text"/>
                <field name="secret" password="True"/>
                <footer>
                    <button name="action_send" type="object" string="Send" class="btn-primary"/>
                    <button special="cancel" string="Back"/>
                </footer>
            </form>`,
    };
}

defineModels([Finding, Box]);

const TEXT = ".modal .o_field_widget[name=text] textarea";
const FOUND = ".modal .o_zs_found_again";
let refusal;

beforeEach(async () => {
    refusal = null;
    onRpc("zhaoshang.finding.opinion", "action_send", () => {
        if (refusal) {
            throw refusal;
        }
        return { type: "ir.actions.act_window_close" };
    });
    await mountWithCleanup(WebClient);
});

async function open(findingId = 7) {
    await getService("action").doAction({
        type: "ir.actions.act_window",
        res_model: "zhaoshang.finding.opinion",
        target: "new",
        views: [[false, "form"]],
        context: { default_finding_id: findingId },
    });
    await animationFrame();
    await animationFrame();
}

async function type(text) {
    await contains(TEXT).edit(text, { confirm: false });
}

async function closeBy(key) {
    await press(key);
    await waitForNone(".modal");
}

test("what was typed is there again after Esc, and after the cross, for the same alone", async () => {
    await open();
    expect(FOUND).toHaveCount(0);
    await type("The telephone line was cut.");
    await closeBy("Escape");
    await open(8);
    expect(TEXT).toHaveValue("");
    await closeBy("Escape");
    await open();
    expect(TEXT).toHaveValue("The telephone line was cut.");
    expect(FOUND).toHaveText(/did not send it/);
    await type("The telephone line was cut all day.");
    await contains(".modal .btn-close").click();
    await open();
    expect(TEXT).toHaveValue("The telephone line was cut all day.");
    await contains(`${FOUND} button`).click();
    expect(TEXT).toHaveValue("");
    await closeBy("Escape");
    await open();
    expect(TEXT).toHaveValue("");
});

test("what was sent is not offered again", async () => {
    onRpc("zhaoshang.finding.opinion", "web_save", ({ args }) => {
        expect.step(args[1].text);
    });
    await open();
    await type("At home, ill.");
    await closeBy("Escape");
    await open();
    await contains(".modal button[name=action_send]").click();
    await animationFrame();
    expect.verifySteps(["At home, ill."]); // what came back is sent as if it had been typed
    await waitForNone(".modal");
    await open();
    expect(TEXT).toHaveValue("");
    expect(FOUND).toHaveCount(0);
});

test("what was refused is there again, also after the button back", async () => {
    expect.errors(1);
    refusal = makeServerError({ type: "UserError", message: "Add the paper." });
    await open();
    await type("See the paper.");
    await contains(".modal button[name=action_send]").click();
    await animationFrame();
    expect.verifyErrors(["Add the paper."]);
    await contains(".modal:last .modal-footer .btn-primary").click();
    await contains(".modal button[special=cancel]").click();
    await open();
    expect(TEXT).toHaveValue("See the paper.");
});

test("no password is kept", async () => {
    await open();
    await contains(".modal .o_field_widget[name=secret] input").edit("open sesame", {
        confirm: false,
    });
    await closeBy("Escape");
    expect(Object.values({ ...localStorage }).join()).not.toMatch(/sesame/);
});
