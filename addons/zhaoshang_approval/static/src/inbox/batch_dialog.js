import { Dialog } from "@web/core/dialog/dialog";
import { useDropdownState } from "@web/core/dropdown/dropdown_hooks";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

import { Component, useState } from "@odoo/owl";

import { FoundAgain } from "../drafts/found_again";
import { KeptTexts } from "../drafts/kept_texts";
import { isRefusal } from "../panel/panel_words";
import { Phrases } from "../panel/phrases";
import { TASK_MODEL } from "./inbox_service";

const DONE = {
    approve: (count) => _t("Agreed: %s", count),
    reject: (count) => _t("Refused: %s", count),
    file: (count) => _t("Registered: %s", count),
    read: (count) => _t("Marked as read: %s", count),
};

/** One opinion on many matters; afterwards what was done, and what was not and why. */
export class BatchDialog extends Component {
    static template = "zhaoshang_approval.BatchDialog";
    static components = { Dialog, FoundAgain, Phrases };
    static props = {
        close: Function,
        name: String,
        label: String,
        tone: String,
        /** { id, title }[] */
        tasks: Array,
        /** called when something may have been decided */
        onDone: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.inbox = useService("zhaoshang_approval.inbox");
        this.phrases = useDropdownState();
        const { name, tasks } = this.props;
        this.kept = new KeptTexts("zhaoshang_approval.batch");
        this.key = [name, ...tasks.map(({ id }) => id).sort()].join("/");
        const { text = "", at = 0 } = this.kept.read(this.key);
        this.state = useState({ text, found: at, error: "", sending: false, report: null });
    }

    get title() {
        const { label, tasks } = this.props;
        return this.state.report
            ? _t("%(command)s: what has been done", { command: label })
            : _t("%(command)s: %(count)s chosen", { command: label, count: tasks.length });
    }

    get hasText() {
        return this.props.name !== "read";
    }

    get needsText() {
        return this.props.name === "reject";
    }

    get placeholder() {
        return this.needsText
            ? _t("Reason for refusing, the same for all (required)")
            : _t("Opinion, the same for all; may stay empty");
    }

    get doneLabel() {
        return DONE[this.props.name](this.state.report.done.length);
    }

    onInput({ target }) {
        this.write(target.value);
    }

    onPhrase(phrase) {
        this.write(this.state.text + phrase);
    }

    /** What is not sent is there again when the same are chosen anew. */
    write(text) {
        Object.assign(this.state, { text, error: "" });
        this.kept.write(this.key, text.trim() ? { text } : null);
    }

    clear() {
        this.state.found = 0;
        this.write("");
    }

    async confirm() {
        const text = this.state.text.trim();
        if (this.state.sending) {
            return;
        }
        if (this.needsText && !text) {
            this.state.error = _t("Please write a few words first.");
            return;
        }
        Object.assign(this.state, { sending: true, error: "" });
        try {
            await this.send(text);
        } catch (error) {
            if (!isRefusal(error)) {
                throw error;
            }
            this.state.error = error.data.message;
        } finally {
            this.state.sending = false;
        }
    }

    async send(text) {
        const { name, tasks, onDone } = this.props;
        const ids = tasks.map((task) => task.id);
        const outcome =
            name === "read"
                ? await this.orm.call(TASK_MODEL, "action_acknowledge", [ids])
                : await this.orm.call(TASK_MODEL, "action_decide", [ids, name], {
                      comment: text || null,
                  });
        // of one alone the server says but that it is done
        this.kept.write(this.key, null);
        const { done, refused } = outcome === true ? { done: ids, refused: [] } : outcome;
        this.state.report = { done: tasks.filter(({ id }) => done.includes(id)), refused };
        this.inbox.refresh();
        await onDone();
        if (done.length && ["approve", "reject"].includes(name)) {
            this.inbox.tell("", { title: this.doneLabel, undo: done });
        }
    }

    async open(taskId) {
        this.props.close();
        await this.inbox.openAny(taskId);
    }
}
