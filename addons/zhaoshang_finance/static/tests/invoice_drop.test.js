import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { queryAllTexts, setInputFiles, waitFor } from "@odoo/hoot-dom";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

describe.current.tags("desktop");

class Claim extends models.Model {
    _name = "zhaoshang.claim";
    name = fields.Char();
    _records = [{ id: 7, name: "BX-1" }];
}

defineMailModels();
defineModels([Claim]);

const FORM = `<form><sheet><field name="name"/><widget name="zs_invoice_drop"/></sheet></form>`;

/** `[ids, names, contents]` of each call of the command */
let sent;
/** what the command answers */
let told;

beforeEach(() => {
    sent = [];
    onRpc("zhaoshang.claim", "action_add_files", ({ args: [ids, files] }) => {
        sent.push([ids, files.map((file) => file.name), files.map((file) => atob(file.data))]);
        return told;
    });
});

async function choose(...names) {
    await contains(".o_zs_invoice_drop .btn-primary").click();
    await setInputFiles(names.map((name) => new File([`<${name}>`], name, { type: "text/xml" })));
    await waitFor(".o_zs_invoice_added");
}

test("all files go in one call, and each refused one says why", async () => {
    told = [
        { name: "a.xml", done: true, text: "Read" },
        { name: "b.ofd", done: false, text: "A bomb (R125)." },
    ];
    await mountView({ resModel: "zhaoshang.claim", resId: 7, type: "form", arch: FORM });
    await choose("a.xml", "b.ofd");
    expect(sent).toEqual([[[7], ["a.xml", "b.ofd"], ["<a.xml>", "<b.ofd>"]]]);
    expect(queryAllTexts(".o_zs_invoice_refused li")).toEqual(["b.ofd A bomb (R125)."]);
    expect(".o_zs_invoice_added").toHaveText(/^1 /);
});

test("a claim that is typed just now is saved first, and nothing typed is lost", async () => {
    told = [{ name: "a.xml", done: true, text: "Read" }];
    await mountView({ resModel: "zhaoshang.claim", type: "form", arch: FORM });
    await contains("[name=name] input").edit("Typed");
    await choose("a.xml");
    expect(sent.map(([ids]) => ids.length)).toEqual([1]);
    expect("[name=name] input").toHaveValue("Typed");
});
