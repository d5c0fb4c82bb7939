import { browser } from "@web/core/browser/browser";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { _t } from "@web/core/l10n/translation";

import { Component, onWillUnmount, useEffect, useRef, useState } from "@odoo/owl";

import { fullMoment, shortMoment } from "./marks";

/**
 * A task that has just come up takes no decision for this long (ms): the second half of a double
 * click, meant for the matter before, must not decide a matter that nobody has seen.
 */
export const SETTLE_DELAY = 500;

/** A digit in a text or a list of choices is a digit. */
const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

/**
 * The opinion and the buttons for the task that is mine. Agreeing is one click; refusing and
 * returning ask for the reason first.
 */
export class DecisionBox extends Component {
    static template = "zhaoshang_approval.DecisionBox";
    static props = {
        task: Object,
        text: String,
        returnSteps: Array,
        sending: Boolean,
        onInput: Function,
        /** (command, text, stepKey) => Promise<void>; commands: approve reject return file read */
        onDecide: Function,
    };

    setup() {
        this.fullMoment = fullMoment;
        this.textRef = useRef("text");
        this.state = useState({ asking: null, returnTo: "", missing: false, settled: false });

        let timer;
        useEffect(
            () => {
                Object.assign(this.state, { asking: null, returnTo: "", missing: false });
                this.state.settled = false;
                timer = browser.setTimeout(() => (this.state.settled = true), SETTLE_DELAY);
                return () => browser.clearTimeout(timer);
            },
            () => [this.props.task.id]
        );
        onWillUnmount(() => browser.clearTimeout(timer));

        const isAvailable = (target) =>
            !this.state.asking && this.isReady && !target.closest?.(TYPING);
        useHotkey("1", () => this.decide(this.mainCommand), { isAvailable });
        if (this.props.task.kind === "approve") {
            useHotkey("2", () => this.ask("return"), { isAvailable });
            useHotkey("3", () => this.ask("reject"), { isAvailable });
        }
    }

    get isReady() {
        return this.state.settled && !this.props.sending;
    }

    get mainCommand() {
        return { approve: "approve", file: "file", cc: "read" }[this.props.task.kind];
    }

    get title() {
        const titles = {
            approve: _t("Your decision"),
            file: _t("For you to register"),
            cc: _t("A copy for you"),
        };
        return titles[this.props.task.kind];
    }

    get behalf() {
        return _t("for %s", this.props.task.on_behalf_of);
    }

    get due() {
        return _t("until %s", shortMoment(this.props.task.due_at));
    }

    get mainLabel() {
        const labels = { approve: _t("Agree"), file: _t("Register"), cc: _t("Mark as read") };
        return labels[this.props.task.kind];
    }

    get needsText() {
        return Boolean(this.state.asking || this.props.task.comment_required);
    }

    get textLabel() {
        if (this.state.asking === "reject") {
            return _t("Reason for refusing (required)");
        }
        if (this.state.asking === "return") {
            return _t("What has to be mended (required)");
        }
        if (this.props.task.kind === "file") {
            return _t("Note on the registration");
        }
        return this.props.task.comment_required ? _t("Opinion (required)") : _t("Opinion");
    }

    get placeholder() {
        if (this.state.asking === "reject") {
            return _t("Reason for refusing (required): why, and which rule it is about");
        }
        if (this.state.asking === "return") {
            return _t("What has to be mended (required): what is missing or wrong");
        }
        if (this.props.task.kind === "file") {
            return this.props.task.comment_required
                ? _t("Note on the registration (required)")
                : _t("Note on the registration, may stay empty");
        }
        return this.props.task.comment_required
            ? _t("Opinion (required)")
            : _t("Opinion, may stay empty");
    }

    /** @param {"return" | "reject"} command */
    ask(command) {
        if (this.isReady) {
            Object.assign(this.state, { asking: command, missing: false });
            this.textRef.el?.focus();
        }
    }

    cancel() {
        Object.assign(this.state, { asking: null, missing: false });
    }

    async decide(command) {
        if (!this.isReady) {
            return;
        }
        const text = this.props.text.trim();
        if (this.needsText && !text) {
            this.state.missing = true;
            this.textRef.el?.focus();
            return;
        }
        this.state.missing = false;
        await this.props.onDecide(command, text, this.state.returnTo || null);
    }

    onInput(ev) {
        this.state.missing = false;
        this.props.onInput(ev.target.value);
    }

    onKeydown(ev) {
        if (ev.isComposing) {
            return;
        }
        if (ev.key === "Enter" && (ev.ctrlKey || ev.metaKey)) {
            ev.preventDefault();
            this.decide(this.state.asking || this.mainCommand);
        } else if (ev.key === "Escape") {
            ev.stopPropagation();
            this.cancel();
            ev.target.blur();
        }
    }
}
