import { browser } from "@web/core/browser/browser";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { useDropdownState } from "@web/core/dropdown/dropdown_hooks";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { _t } from "@web/core/l10n/translation";

import { Component, onWillUnmount, useEffect, useRef, useState } from "@odoo/owl";

import { fullMoment, shortMoment } from "./marks";
import { PeopleForm } from "./people_form";
import { Phrases } from "./phrases";
import { pictureOf, SignatureBox } from "./signature_box";

/**
 * A task that has just come up takes no decision for this long (ms): the second half of a double
 * click, meant for the matter before, must not decide a matter that nobody has seen.
 */
export const SETTLE_DELAY = 500;

/** A digit in a text or a list of choices is a digit. */
const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

const { DateTime } = luxon;

const MAIN_COMMANDS = { approve: "approve", file: "file", cc: "read" };

const TITLES = {
    approve: _t("Your decision"),
    file: _t("For you to register"),
    cc: _t("A copy for you"),
};

const MAIN_LABELS = { approve: _t("Agree"), file: _t("Register"), cc: _t("Mark as read") };

/** What the text is for: `[label, placeholder]`. */
const OPINION = [_t("Opinion"), _t("Opinion, may stay empty")];
const OPINION_REQUIRED = [_t("Opinion (required)"), _t("Opinion (required)")];
const NOTE = [_t("Note on the registration"), _t("Note on the registration, may stay empty")];
const NOTE_REQUIRED = [_t("Note on the registration"), _t("Note on the registration (required)")];

/** The same where something else has to be said or chosen first. */
const TEXTS = {
    reject: [
        _t("Reason for refusing (required)"),
        _t("Reason for refusing (required): why, and which rule it is about"),
    ],
    return: [
        _t("What has to be mended (required)"),
        _t("What has to be mended (required): what is missing or wrong"),
    ],
    object: [
        _t("Reason for objecting (required)"),
        _t("Reason for objecting (required): why it goes back to the person who asks"),
    ],
    transfer: [_t("A word to that person"), _t("A word to that person, may stay empty")],
    add_sign: [_t("A word to them"), _t("A word to them, may stay empty")],
};

const CONFIRM = {
    reject: { label: _t("Confirm refusal"), icon: "fa-times", tone: "o_zs_refuse_now" },
    return: { label: _t("Confirm return"), icon: "fa-reply", tone: "o_zs_return_now" },
    object: { label: _t("Confirm objection"), icon: "fa-reply", tone: "o_zs_return_now" },
    transfer: { label: _t("Hand it on"), icon: "fa-share", tone: "o_zs_go" },
    add_sign: { label: _t("Ask them"), icon: "fa-user-plus", tone: "o_zs_go" },
    later: { label: _t("Set aside"), icon: "fa-clock-o", tone: "o_zs_go" },
};

const MISSING = {
    text: _t("Please write a few words first."),
    people: _t("Please choose a person first."),
    signature: _t("Please sign first."),
    day: _t("Please choose a day first."),
};

/**
 * The opinion and the buttons for the task that is mine. Agreeing is one click; refusing and
 * returning ask for the reason first, handing on and asking others for the people.
 */
export class DecisionBox extends Component {
    static template = "zhaoshang_approval.DecisionBox";
    static components = { Dropdown, DropdownItem, PeopleForm, Phrases, SignatureBox };
    static props = {
        task: Object,
        text: String,
        returnSteps: Array,
        revocation: { type: Boolean, optional: true },
        sending: Boolean,
        onInput: Function,
        /**
         * (command, text, options) => Promise<boolean>, whether it was done; commands: approve
         * reject return file read transfer add_sign object later
         */
        onDecide: Function,
        searchPeople: Function,
    };

    setup() {
        this.fullMoment = fullMoment;
        this.textRef = useRef("text");
        this.more = useDropdownState();
        this.phrases = useDropdownState();
        this.state = useState({ asking: null, missing: null, settled: false });
        this.form = useState({});
        this.signature = useState({ isSignatureEmpty: true });

        let timer;
        useEffect(
            () => {
                this.state.settled = false;
                timer = browser.setTimeout(() => (this.state.settled = true), SETTLE_DELAY);
                return () => browser.clearTimeout(timer);
            },
            () => [this.props.task.id]
        );
        this.cancel();
        onWillUnmount(() => browser.clearTimeout(timer));

        const isFree = (target) =>
            !this.more.isOpen && !this.phrases.isOpen && this.isReady && !target.closest?.(TYPING);
        const isAvailable = (target) => !this.state.asking && isFree(target);
        useHotkey("1", () => this.decide(this.mainCommand), { isAvailable });
        if (this.props.task.kind === "approve") {
            useHotkey("2", () => this.ask("return"), { isAvailable });
            useHotkey("3", () => this.ask("reject"), { isAvailable });
        }
        useHotkey("4", () => this.more.open(), { isAvailable });
        useHotkey("h", () => this.decide("later"), { isAvailable });
        if (this.canHandOn) {
            useHotkey("5", () => this.phrases.open(), { isAvailable: isFree });
        }
    }

    /** Beside a list the row may have moved on already while this is still to be seen. */
    get isReady() {
        return this.state.settled && !this.props.sending && !this.env.zsPreview?.isBehind();
    }

    get hasText() {
        return this.canHandOn && this.state.asking !== "later";
    }

    get tomorrow() {
        return DateTime.now().plus({ days: 1 }).toISODate();
    }

    get mainCommand() {
        return MAIN_COMMANDS[this.props.task.kind];
    }

    get title() {
        const { task, revocation } = this.props;
        if (task.assign_only) {
            return _t("For you to hand on");
        }
        return revocation && task.kind === "approve"
            ? _t("Shall it be revoked?")
            : TITLES[task.kind];
    }

    get behalf() {
        return _t("for %s", this.props.task.on_behalf_of);
    }

    get due() {
        return _t("until %s", shortMoment(this.props.task.due_at));
    }

    get mainLabel() {
        const { task, revocation } = this.props;
        return revocation && task.kind === "approve"
            ? _t("Agree to revoke")
            : MAIN_LABELS[task.kind];
    }

    get confirm() {
        return CONFIRM[this.state.asking];
    }

    get canHandOn() {
        return this.props.task.kind !== "cc";
    }

    /** Whether people are to be chosen now. */
    get choosesPeople() {
        return ["transfer", "add_sign"].includes(this.state.asking);
    }

    /** Agreeing needs a picture, which asking others to sign after me cannot carry. */
    get signs() {
        return Boolean(this.props.task.signature_required);
    }

    get needsText() {
        const { asking } = this.state;
        const agrees = !asking || (asking === "add_sign" && this.form.position === "after");
        return (
            ["reject", "return", "object"].includes(asking) ||
            Boolean(agrees && this.props.task.comment_required)
        );
    }

    /** @returns {[string, string]} its label and its placeholder */
    get words() {
        const isNote = this.props.task.kind === "file";
        const usual = isNote ? NOTE : OPINION;
        const required = isNote ? NOTE_REQUIRED : OPINION_REQUIRED;
        return TEXTS[this.state.asking] || (this.needsText ? required : usual);
    }

    /** What is missing still: people and signature say so themselves once they are there. */
    get missing() {
        const isThere = {
            people: this.form.people.length > 0,
            signature: !this.signature.isSignatureEmpty,
        };
        return isThere[this.state.missing] ? "" : MISSING[this.state.missing];
    }

    /** @param {"return" | "reject" | "object" | "transfer" | "add_sign" | "later"} command */
    ask(command) {
        if (this.isReady) {
            Object.assign(this.state, { asking: command, missing: null });
            if (!this.choosesPeople) {
                this.textRef.el?.focus();
            }
        }
    }

    /** Back to the buttons; a task that only waits to be handed on has but one thing to ask. */
    cancel() {
        this.state.asking = this.props.task.assign_only ? "transfer" : null;
        this.state.missing = null;
        Object.assign(this.form, {
            returnTo: "",
            straightBack: false,
            people: [],
            position: "before",
            mode: "all",
            day: "",
        });
    }

    whatIsMissing(command, text) {
        if (command === "later") {
            return this.state.asking && !this.form.day ? "day" : null;
        }
        if (this.choosesPeople && !this.form.people.length) {
            return "people";
        }
        if (this.needsText && !text) {
            return "text";
        }
        return command === "approve" && this.signs && this.signature.isSignatureEmpty
            ? "signature"
            : null;
    }

    async decide(command) {
        if (!this.isReady) {
            return;
        }
        const text = this.props.text.trim();
        this.state.missing = this.whatIsMissing(command, text);
        if (this.state.missing === "text") {
            this.textRef.el?.focus();
        }
        if (this.state.missing) {
            return;
        }
        const { returnTo, straightBack, people, position, mode, day } = this.form;
        const done = await this.props.onDecide(command, text, {
            stepKey: returnTo || null,
            straightBack: Boolean(returnTo && straightBack),
            people,
            position,
            mode,
            day: day || null,
            signature: command === "approve" && this.signs ? pictureOf(this.signature) : null,
        });
        if (done) {
            this.cancel();
        }
    }

    onInput(ev) {
        this.state.missing = null;
        this.props.onInput(ev.target.value);
    }

    /** A phrase goes where the cursor is, after what is written. */
    pick(phrase) {
        const { text } = this.props;
        const { selectionStart: start, selectionEnd: end } = this.textRef.el;
        const [before, after] = text ? [text.slice(0, start), text.slice(end)] : ["", ""];
        this.state.missing = null;
        this.props.onInput(before + phrase + after);
    }

    onKeydown(ev) {
        if (ev.isComposing) {
            return;
        }
        if (ev.key === "ArrowDown" && ev.altKey) {
            ev.preventDefault();
            this.phrases.open();
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
