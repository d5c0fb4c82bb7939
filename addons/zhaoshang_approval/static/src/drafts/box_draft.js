import { reactive } from "@odoo/owl";

import { KeptTexts } from "./kept_texts";

const SUBJECTS = ["many2one", "many2one_reference", "selection", "many2many"];
const TEXTS = ["char", "text"];

/**
 * What is typed into a box that is opened for something: an answer, a reason, a remark. Closed
 * without being sent, by Esc, by the cross or with its tab, the text is there again when the box
 * is opened anew for the same.
 */
export class BoxDraft {
    constructor() {
        this.kept = new KeptTexts("zhaoshang_approval.box");
        /** when what was put back had been typed; 0 where nothing was */
        this.found = reactive({ at: 0 });
        /** whether the person has pressed a button that sends, and nothing went wrong since */
        this.isSending = false;
    }

    /**
     * Knows what the box is about, and puts back what was not sent.
     *
     * @param {Object} record as it was loaded
     */
    async open(record) {
        this.record = record;
        this.key = keyOf(record);
        this.before = textsOf(record);
        const { texts = {}, at } = this.kept.read(this.key);
        const changes = {};
        for (const [name, { text, before }] of Object.entries(texts)) {
            if (name in this.before && before === this.before[name] && !this.isReadonly(name)) {
                changes[name] = text;
            }
        }
        this.texts = Object.fromEntries(Object.keys(changes).map((name) => [name, texts[name]]));
        if (Object.keys(changes).length) {
            await record.update(changes);
            this.found.at = at;
        }
    }

    isReadonly(name) {
        const { readonly } = this.record.activeFields[name];
        return readonly === true || readonly === "True" || readonly === "1";
    }

    /** @param {InputEvent} ev */
    onInput({ target }) {
        const field = target.closest(".o_field_widget[name]");
        const name = field?.getAttribute("name");
        if (!(name in (this.before || {})) || isElsewhere(field) || target.type === "password") {
            return;
        }
        this.isSending = false;
        this.texts[name] = { text: target.value, before: this.before[name] };
        if (target.value.trim() === this.before[name].trim()) {
            delete this.texts[name];
        }
        this.kept.write(this.key, Object.keys(this.texts).length ? { texts: this.texts } : null);
    }

    /** What was put back is not wanted any more. */
    async clear() {
        const changes = {};
        for (const [name, { before }] of Object.entries(this.texts)) {
            changes[name] = before;
        }
        this.forget();
        await this.record.update(changes);
    }

    /** The box is gone. */
    close() {
        if (this.isSending && this.record?.resId) {
            this.forget();
        }
    }

    forget() {
        this.texts = {};
        this.found.at = 0;
        this.kept.write(this.key, null);
    }
}

/** In a list inside the box, whose lines have no name of their own. */
function isElsewhere(field) {
    return Boolean(field.parentElement.closest(".o_field_x2many"));
}

/** The same box for the same document has the same key, from wherever it is opened. */
function keyOf({ resModel, fieldNames, fields, data, context }) {
    const subjects = [];
    for (const name of [...fieldNames].sort()) {
        const value = SUBJECTS.includes(fields[name].type) ? data[name] : null;
        const about = value?.currentIds || value?.resId || value?.id || value;
        if (about && !(Array.isArray(about) && !about.length)) {
            subjects.push(`${name}=${about}`);
        }
    }
    const { active_model: model, active_id: id } = context;
    return [resModel, ...(subjects.length ? subjects : [model, id])].join("/");
}

/** @returns {Object<string, string>} the texts of a record, by field */
function textsOf({ fieldNames, fields, data }) {
    const names = fieldNames.filter((name) => TEXTS.includes(fields[name].type));
    return Object.fromEntries(names.map((name) => [name, data[name] || ""]));
}
