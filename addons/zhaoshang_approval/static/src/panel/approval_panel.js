import { browser } from "@web/core/browser/browser";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { Component, status, useRef, useState } from "@odoo/owl";

import { FlowDiagram } from "../diagram/flow_diagram";
import { RUN_MODEL, TASK_MODEL } from "../inbox/inbox_service";
import { AddedPeople } from "./added_people";
import { DecisionBox } from "./decision_box";
import { doneMessage, isUndoable, send } from "./decision_commands";
import { fullMoment, markOf, REVOCATION, shortMoment } from "./marks";
import { OpinionDrafts } from "./opinion_drafts";
import {
    chainOf,
    filingOf,
    hasMovedOn,
    isRefusal,
    newEvents,
    originOf,
    reasonOf,
    waitingFor,
} from "./panel_words";
import { Papers } from "./papers";
import { readPast } from "./past_panel";
import { RequestBox } from "./request_box";
import { Trail } from "./trail";

/**
 * The whole matter on one page: where it stands, my decision or my request, the steps and the
 * trail. One line in the host's form: `<field name="zs_approval_state" widget="zs_approval_panel"
 * nolabel="1"/>` as first child of its sheet.
 */
export class ApprovalPanel extends Component {
    static template = "zhaoshang_approval.ApprovalPanel";
    static components = { AddedPeople, DecisionBox, FlowDiagram, Papers, RequestBox, Trail };
    static props = {
        ...standardFieldProps,
        /** the field of the form that says what is to be mended before it can be sent */
        toldIn: { type: String, optional: true },
    };

    setup() {
        this.root = useRef("root");
        this.action = useService("action");
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.inbox = useService("zhaoshang_approval.inbox");
        this.markOf = markOf;
        this.waitingFor = waitingFor;
        this.shortMoment = shortMoment;
        this.fullMoment = fullMoment;
        this.state = useState({
            panel: null,
            text: "",
            /** a text whose task is over */
            unsent: "",
            sending: false,
            /** @type {{ message: string, events: Object[] } | null} */
            notice: null,
        });
        this.loads = 0;
        useRecordObserver((record) => this.onRecord(record));
        useBus(this.inbox.bus, "changed", () => this.onInboxChanged());
    }

    /** Loads again where the record is another one, or has been saved, or has moved on. */
    onRecord(record) {
        const before = this.observed;
        this.observed = {
            id: record.id,
            resId: record.resId,
            dirty: record.dirty,
            state: record.data[this.props.name],
        };
        const { id, resId, dirty, state } = this.observed;
        const isSame = before?.id === id && before.resId === resId && before.state === state;
        const wasSaved = before?.dirty && !dirty;
        return isSame && !wasSaved ? undefined : this.load(record);
    }

    /** @returns {Promise<Object | null>} the panel as it is now, shown unless a later one is */
    async load(record = this.props.record) {
        const load = ++this.loads;
        const { resModel, resId } = record;
        let panel = null;
        if (resId) {
            try {
                panel = await this.read(resModel, resId);
            } catch (error) {
                if (!isRefusal(error)) {
                    throw error;
                }
                panel = await this.loadTrail();
            }
        }
        if (load === this.loads && status(this) !== "destroyed") {
            this.show(panel, resModel, resId);
        }
        return panel;
    }

    async read(resModel, resId) {
        const isOther = this.shown?.resModel !== resModel || this.shown.resId !== resId;
        const ahead = isOther && this.inbox.takeAhead(resModel, resId);
        const panel = ahead && (await ahead.catch(() => null));
        return panel || this.orm.silent.call(resModel, "zs_approval_panel", [[resId]]);
    }

    /** My task is over, and with it my right to read the document: how the matter went on. */
    async loadTrail() {
        const before = this.state.panel;
        return before?.instance_id ? readPast(this.orm, before) : null;
    }

    show(panel, resModel, resId) {
        const isOther = this.shown?.resModel !== resModel || this.shown.resId !== resId;
        if (isOther) {
            this.shown = { resModel, resId };
            this.drafts = resId ? new OpinionDrafts(resModel, resId) : null;
            Object.assign(this.state, { text: "", unsent: "", notice: null });
        }
        const before = isOther ? null : this.state.panel?.my_task;
        const task = panel?.my_task;
        this.state.panel = panel;
        if (task && task.id !== before?.id) {
            const text =
                this.drafts.read(task.id) || this.state.text || this.drafts.readOrphan(task.id);
            this.onInput(text);
            this.state.unsent = "";
        } else if (!task) {
            this.state.unsent = this.state.text || this.drafts?.readOrphan() || "";
            this.state.text = "";
        }
    }

    /** Somebody has acted, maybe on this matter: what I see must not be old when I decide. */
    async onInboxChanged() {
        if (this.state.sending || !this.state.panel) {
            return;
        }
        const before = this.state.panel;
        const after = await this.load();
        if (after && !this.state.sending && hasMovedOn(before, after)) {
            this.state.notice = {
                message: before.my_task ? _t("This matter has moved on since you opened it.") : "",
                events: newEvents(before, after),
            };
            await this.reloadRecord(after);
        }
    }

    /** The fields of the document follow; edits not yet saved stay. */
    async reloadRecord(panel) {
        const { record } = this.props;
        const isReadable = panel && !panel.isPast && status(this) !== "destroyed";
        if (isReadable && !(await record.isDirty())) {
            await record.model.load();
        }
    }

    get name() {
        return this.props.record.data.display_name || this.state.panel?.flow_name || "";
    }

    get mark() {
        return this.state.panel.revocation ? REVOCATION : markOf(this.state.panel.state);
    }

    get reason() {
        return reasonOf(this.state.panel);
    }

    get filing() {
        return filingOf(this.state.panel);
    }

    get origin() {
        return originOf(this.state.panel);
    }

    /** Nothing has been sent yet: the steps are what will happen. */
    get isPreview() {
        return Boolean(this.state.panel.can.submit);
    }

    get canRequest() {
        const { can } = this.state.panel;
        return can.submit || can.resubmit || can.withdraw || can.urge || can.revoke;
    }

    /** Another document, or another round of it, is asked for anew. */
    get panelKey() {
        return `${this.shown.resId}/${this.state.panel.round || 0}`;
    }

    onInput(text) {
        this.state.text = text;
        const task = this.state.panel?.my_task;
        if (task) {
            this.drafts?.write(task.id, text);
        }
    }

    /**
     * @param {string} command see DecisionBox
     * @param {string} text
     * @param {Object} options
     * @returns {Promise<boolean>} whether it was done
     */
    async onDecide(command, text, options) {
        const { my_task: task } = this.state.panel;
        return this.run(async () => {
            if (!(await this.saveEdits())) {
                return false;
            }
            const { record } = this.props;
            const next =
                this.env.zsPreview || this.inbox.findNext(task.id, record).catch(() => null);
            await send(this.orm, command, task.id, this.state.panel, text, options);
            this.drafts.forgetAll();
            this.state.text = "";
            if (command === "add_sign" && options.position === "parallel") {
                // I have still to decide myself
                this.notification.add(doneMessage(command, this.name, options), {
                    type: "success",
                });
                await this.load();
                return true;
            }
            const message = doneMessage(command, this.name, options);
            await this.goOn(task.id, message, next, isUndoable(command, options));
        });
    }

    searchPeople(text) {
        return this.orm.call(TASK_MODEL, "zs_people", [[this.state.panel.my_task.id], text]);
    }

    async onRemoveSign({ task, name }) {
        await this.run(async () => {
            await this.orm.call(TASK_MODEL, "action_remove_sign", [[task]]);
            this.notification.add(_t("%s need not sign any more", name), { type: "success" });
            await this.load();
        });
    }

    /** The next matter opens by itself; after the last one the inbox says that all is done. */
    async goOn(taskId, message, next, canUndo) {
        await this.openNext(taskId, message, next, canUndo);
        // the count can wait, the next matter not
        this.inbox.refresh();
    }

    async openNext(taskId, message, next, canUndo) {
        const undo = canUndo && [taskId];
        const add = (more, stackPosition) =>
            this.inbox.tell(more, { title: message, undo, stackPosition });
        if (this.env.zsPreview) {
            add("");
            this.env.zsPreview.goOn(taskId);
            return;
        }
        if (this.env.inDialog) {
            this.notification.add(message, { type: "success" });
            await this.props.record.model.load();
            return;
        }
        // My decision may just have opened a task for me: ask again before saying that all is done.
        const found = (await next)?.open ? await next : await this.inbox.findNext(taskId);
        if (found.open) {
            const stackPosition = "replaceCurrentAction";
            add(_t("The next matter is open; %s waiting for you.", found.left), stackPosition);
            await this.action.doAction(found.open, { stackPosition });
        } else {
            add(_t("Nothing else is waiting for you."));
            await this.inbox.openInbox();
        }
    }

    async onSave() {
        await this.run(() => this.saveEdits());
    }

    /**
     * @param {"submit" | "resubmit"} command
     * @param {Object} options who was chosen, and whether it goes straight back
     */
    async onSubmit(command, options) {
        const { resModel } = this.props.record;
        await this.run(async () => {
            const shown = chainOf(this.state.panel);
            if (!(await this.saveEdits())) {
                return;
            }
            if (chainOf(await this.load()) !== shown) {
                this.state.notice = {
                    message: _t("Your changes have changed who decides. Look, then submit again."),
                    events: [],
                };
                return;
            }
            const { resId } = this.props.record;
            await this.orm.call(resModel, `action_zs_${command}`, [[resId]], options);
            await this.props.record.model.load();
            const panel = await this.load();
            this.notification.add(panel ? waitingFor(panel) : "", {
                title: _t("Submitted: %s", this.name),
                type: "success",
            });
        });
    }

    onWithdraw() {
        const isRevocation = this.state.panel.revocation;
        this.dialog.add(ConfirmationDialog, {
            title: isRevocation ? _t("Withdraw the revocation?") : _t("Withdraw the request?"),
            body: isRevocation
                ? _t("The document stays agreed as it is.")
                : _t(
                      "It comes back to you as a draft of yours. What has been said about it so far stays in the trail."
                  ),
            confirmLabel: _t("Withdraw"),
            confirm: () =>
                this.run(async () => {
                    const { resModel, resId, model } = this.props.record;
                    await this.orm.call(resModel, "action_zs_withdraw", [[resId]]);
                    this.notification.add(_t("Withdrawn: %s", this.name), { type: "success" });
                    await model.load();
                    await this.load();
                }),
            cancel: () => {},
        });
    }

    async onUrge() {
        await this.run(async () => {
            const { resModel, resId } = this.props.record;
            const { name } = this;
            await this.orm.call(resModel, "action_zs_urge", [[resId]]);
            const panel = await this.load();
            this.notification.add(panel ? waitingFor(panel) : "", {
                title: _t("Urged: %s", name),
                type: "success",
            });
        });
    }

    async onRevoke(reason) {
        await this.run(async () => {
            const { resModel, resId, model } = this.props.record;
            const { name } = this;
            await this.orm.call(resModel, "action_zs_revoke", [[resId], reason]);
            await model.load();
            const panel = await this.load();
            this.notification.add(panel ? waitingFor(panel) : "", {
                title: _t("Asked to revoke: %s", name),
                type: "success",
            });
        });
    }

    /** The form is the run's: it is printed also by who may no longer read the document. */
    async onPrint() {
        const run = this.state.panel.instance_id;
        this.action.doAction(await this.orm.call(RUN_MODEL, "action_print", [[run]]));
    }

    /** @returns {Promise<boolean>} false: a field is missing or wrong, the form shows which */
    async saveEdits() {
        const { record } = this.props;
        if (record.isNew || (await record.isDirty())) {
            return (await record.save()) !== false;
        }
        return true;
    }

    /**
     * One command at a time: a second click finds the first one still on its way.
     *
     * @returns {Promise<boolean>} whether it was carried out
     */
    async run(command) {
        if (this.state.sending) {
            return false;
        }
        Object.assign(this.state, { sending: true, notice: null });
        try {
            return (await command()) !== false;
        } catch (error) {
            await this.explain(error);
            return false;
        } finally {
            this.state.sending = false;
        }
    }

    /** Says why it was refused and what has happened meanwhile; the text stays. */
    async explain(error) {
        if (!isRefusal(error)) {
            throw error;
        }
        const before = this.state.panel;
        const after = await this.load();
        const events = newEvents(before, after);
        // The engine's own list of what has happened is the one shown below, with signs and times.
        const [message] = events.length ? error.data.message.split("\n- ") : [error.data.message];
        this.state.notice = { message: this.shortOf(message), events };
        if (before?.state !== after?.state) {
            await this.reloadRecord(after);
        }
    }

    /** What the form says already is not said twice: there it is shown. */
    shortOf(message) {
        const { toldIn, record } = this.props;
        const told = toldIn && record.data[toldIn];
        if (!told || !message.includes(told)) {
            return message;
        }
        this.root.el
            ?.closest(".o_form_view")
            ?.querySelector(`.o_field_widget[name="${toldIn}"]`)
            ?.scrollIntoView({ block: "center" });
        return _t("Not sent yet: first mend what the form names.");
    }

    async copyUnsent() {
        await browser.navigator.clipboard.writeText(this.state.unsent);
        this.notification.add(_t("Copied"), { type: "success" });
    }

    forgetUnsent() {
        this.drafts.forgetAll();
        this.state.unsent = "";
    }
}

export const approvalPanel = {
    component: ApprovalPanel,
    displayName: _t("Approval"),
    supportedTypes: ["selection"],
    extractProps: ({ options }) => ({ toldIn: options.told_in }),
};

registry.category("fields").add("zs_approval_panel", approvalPanel);
