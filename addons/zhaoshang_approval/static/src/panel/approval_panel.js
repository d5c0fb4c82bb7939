import { browser } from "@web/core/browser/browser";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { formatList } from "@web/core/l10n/utils";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { Component, status, useState } from "@odoo/owl";

import { FlowDiagram } from "../diagram/flow_diagram";
import { RUN_MODEL, TASK_MODEL } from "../inbox/inbox_service";
import { AddedPeople } from "./added_people";
import { DecisionBox } from "./decision_box";
import { actionLabel, fullMoment, markOf, REVOCATION, shortMoment } from "./marks";
import { OpinionDrafts } from "./opinion_drafts";
import { Papers } from "./papers";
import { RequestBox } from "./request_box";
import { Trail } from "./trail";

const EVENT_MODEL = "zhaoshang.approval.event";

/** key of an entry of the trail: field of the event */
const EVENT_FIELDS = {
    at: "at",
    who: "actor_name",
    on_behalf_of: "owner_name",
    action: "action",
    to: "target_name",
    step_name: "step_name",
    round: "round",
    comment: "comment",
    version: "version_number",
};

// not inline: the term extractor would take a pattern after `return` for a division
const REFUSALS = /^odoo\.(exceptions|addons)\./;

/** A refusal of the business, to be read beside the buttons; anything else is Odoo's to show. */
export function isRefusal(error) {
    const name = (error instanceof RPCError && error.data?.name) || "";
    return REFUSALS.test(name) && !name.endsWith("RedirectWarning");
}

/**
 * The whole matter on one page: where it stands, my decision or my request, the steps and the
 * trail. One line in the host's form: `<field name="zs_approval_state" widget="zs_approval_panel"
 * nolabel="1"/>` as first child of its sheet.
 */
export class ApprovalPanel extends Component {
    static template = "zhaoshang_approval.ApprovalPanel";
    static components = { AddedPeople, DecisionBox, FlowDiagram, Papers, RequestBox, Trail };
    static props = { ...standardFieldProps };

    setup() {
        this.action = useService("action");
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.inbox = useService("zhaoshang_approval.inbox");
        this.markOf = markOf;
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

    // ---------------------------------------------------------------------------------- reading

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
        if (!before?.instance_id) {
            return null;
        }
        const [[run], events] = await Promise.all([
            this.orm.silent.read(RUN_MODEL, [before.instance_id], ["state"]),
            this.orm.silent.searchRead(
                EVENT_MODEL,
                [["instance_id", "=", before.instance_id]],
                Object.values(EVENT_FIELDS),
                { order: "seq" }
            ),
        ]);
        const trail = events.map((event) => {
            const entries = Object.entries(EVENT_FIELDS).map(([key, name]) => [key, event[name]]);
            const { action, ...rest } = Object.fromEntries(entries);
            return { ...rest, action, action_label: actionLabel(action) };
        });
        return {
            ...before,
            state: run.state,
            isPast: true,
            my_task: null,
            can: {},
            choose: [],
            added: [],
            papers: [],
            steps: [],
            trail,
        };
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
        if (after && !this.state.sending && this.hasMovedOn(before, after)) {
            this.state.notice = {
                message: before.my_task ? _t("This matter has moved on since you opened it.") : "",
                events: this.newEvents(before, after),
            };
            await this.reloadRecord(after);
        }
    }

    hasMovedOn(before, after) {
        return (
            ["state", "round", "digest"].some((key) => before[key] !== after[key]) ||
            before.my_task?.id !== after.my_task?.id ||
            before.trail.length !== after.trail.length
        );
    }

    newEvents(before, after) {
        const known = before?.trail.length || 0;
        return (after?.trail || []).slice(known);
    }

    /** The fields of the document follow; edits not yet saved stay. */
    async reloadRecord(panel) {
        const { record } = this.props;
        const isReadable = panel && !panel.isPast && status(this) !== "destroyed";
        if (isReadable && !(await record.isDirty())) {
            await record.model.load();
        }
    }

    // --------------------------------------------------------------------------------- showing

    get name() {
        return this.props.record.data.display_name || this.state.panel?.flow_name || "";
    }

    get mark() {
        return this.state.panel.revocation ? REVOCATION : markOf(this.state.panel.state);
    }

    /** Whose move it is: "组织部 and 招商管理局". */
    waitingFor(panel) {
        const parties = panel.steps
            .filter((step) => step.status === "current" && step.kind === "approve")
            .flatMap((step) => step.parties)
            .filter((party) => ["current", "open"].includes(party.status));
        const names = parties.flatMap(({ name, people, added }) =>
            added ? people.map((person) => person.name) : name
        );
        return names.length ? _t("Waiting for %s", formatList(names)) : "";
    }

    get filing() {
        const { filing } = this.state.panel;
        if (!filing || filing.state === "none") {
            return null;
        }
        if (filing.state === "pending") {
            return { ...markOf("current"), label: _t("To be registered") };
        }
        const label = filing.number ? _t("Registered, no. %s", filing.number) : _t("Registered");
        return { ...markOf("filed"), label };
    }

    get origin() {
        const { flow_name, version_number, round } = this.state.panel;
        const words = [];
        if (flow_name) {
            words.push(
                version_number
                    ? _t("%(flow)s, version %(version)s", {
                          flow: flow_name,
                          version: version_number,
                      })
                    : flow_name
            );
        }
        if (round > 1) {
            words.push(_t("round %s", round));
        }
        return words.join(" · ");
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

    // -------------------------------------------------------------------------------- deciding

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
            await this.send(command, task.id, text, options);
            this.drafts.forgetAll();
            this.state.text = "";
            if (command === "add_sign" && options.position === "parallel") {
                // I have still to decide myself
                this.notification.add(this.doneMessage(command, options), { type: "success" });
                await this.load();
                return true;
            }
            const isUndoable =
                ["approve", "reject", "return"].includes(command) ||
                (command === "add_sign" && options.position === "after");
            await this.goOn(task.id, this.doneMessage(command, options), next, isUndoable);
        });
    }

    /** @returns {Promise} the command as the server knows it */
    send(command, taskId, text, options) {
        const { stepKey, straightBack, people, position, mode, signature, day } = options;
        const { round, digest } = this.state.panel;
        const call = (method, args, kwargs = {}) =>
            this.orm.call(TASK_MODEL, method, [[taskId], ...args], kwargs);
        const ids = people?.map((person) => person.id);
        switch (command) {
            case "return":
                return call("action_return", [], {
                    step_key: stepKey,
                    comment: text,
                    straight_back: straightBack,
                });
            case "read":
                return call("action_acknowledge", []);
            case "object":
                return call("action_object", [text]);
            case "later":
                return call("action_later", [], { day });
            case "transfer":
                return call("action_transfer", [ids[0]], { comment: text || null });
            case "add_sign":
                return call("action_add_sign", [ids, position], { mode, comment: text || null });
        }
        return call("action_decide", [command], {
            comment: text || null,
            expected_round: round,
            expected_digest: digest,
            ...(signature && { signature }),
        });
    }

    doneMessage(command, { people, day }) {
        const { name } = this;
        const names = formatList((people || []).map((person) => person.name));
        const messages = {
            approve: () => _t("Agreed: %s", name),
            reject: () => _t("Refused: %s", name),
            return: () => _t("Returned: %s", name),
            file: () => _t("Registered: %s", name),
            read: () => _t("Marked as read: %s", name),
            object: () => _t("Objected to: %s", name),
            later: () =>
                day
                    ? _t("Set aside until %(day)s: %(name)s", { day, name })
                    : _t("Set aside until tomorrow: %s", name),
            transfer: () => _t("Handed on to %(names)s: %(name)s", { names, name }),
            add_sign: () => _t("%(names)s asked to sign, too: %(name)s", { names, name }),
        };
        return messages[command]();
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
    async goOn(taskId, message, next, isUndoable) {
        const undo = isUndoable && [taskId];
        const add = (more, stackPosition) =>
            this.inbox.tell(more, { title: message, undo, stackPosition });
        this.inbox.refresh();
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

    // ----------------------------------------------------------------------------- requesting

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
            const shown = this.chainOf(this.state.panel);
            if (!(await this.saveEdits())) {
                return;
            }
            if (this.chainOf(await this.load()) !== shown) {
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
            this.notification.add(panel ? this.waitingFor(panel) : "", {
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
            this.notification.add(panel ? this.waitingFor(panel) : "", {
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
            this.notification.add(panel ? this.waitingFor(panel) : "", {
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

    chainOf(panel) {
        const steps = panel?.steps || [];
        return JSON.stringify(
            steps.map(({ key, kind, mode, status, parties }) => [
                [key, kind, mode, status === "skipped"],
                parties.map((party) => party.name),
            ])
        );
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
        const events = this.newEvents(before, after);
        // The engine's own list of what has happened is the one shown below, with signs and times.
        const [message] = events.length ? error.data.message.split("\n- ") : [error.data.message];
        this.state.notice = { message, events };
        if (before?.state !== after?.state) {
            await this.reloadRecord(after);
        }
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
};

registry.category("fields").add("zs_approval_panel", approvalPanel);
