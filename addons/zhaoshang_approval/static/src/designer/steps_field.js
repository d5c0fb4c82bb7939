import { _t } from "@web/core/l10n/translation";
import { x2ManyCommands } from "@web/core/orm_service";
import { registry } from "@web/core/registry";
import { useBus } from "@web/core/utils/hooks";
import { useSortable } from "@web/core/utils/sortable_owl";
import { FormRenderer } from "@web/views/form/form_renderer";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { Component, useEffect, useRef, useState } from "@odoo/owl";

import { OPEN_STEP } from "./notes_field";

const STRIDE = 10;

/**
 * The steps of a flow in the form of its version: a line for each, one of them open with all its
 * settings and its parties. They are moved by dragging, or by their buttons.
 */
export class StepsField extends Component {
    static template = "zhaoshang_approval.StepsField";
    static components = { FormRenderer };
    static props = { ...standardFieldProps, archInfo: Object, context: Object };

    setup() {
        this.root = useRef("root");
        this.state = useState({ open: null });
        useBus(this.props.record.model.bus, OPEN_STEP, ({ detail }) => this.openKey(detail.key));
        useSortable({
            ref: this.root,
            elements: ".o_zs_card",
            handle: ".o_zs_card_handle",
            enable: () => this.isEditable,
            onDrop: ({ element, previous }) => this.drop(element, previous),
        });
        // a record that was saved comes back for reading
        useEffect(
            (record, isInEdition) => {
                if (record && this.isEditable && !isInEdition && !this.isLeaving) {
                    this.list.enterEditMode(record);
                }
            },
            () => [this.openRecord, this.openRecord?.isInEdition]
        );
    }

    get list() {
        return this.props.record.data[this.props.name];
    }

    get isEditable() {
        return !this.props.readonly && this.props.record.isInEdition;
    }

    /** In the order of the flow, which a record just moved may not have in the list yet. */
    get steps() {
        return [...this.list.records].sort((a, b) => a.data.sequence - b.data.sequence);
    }

    /** By key, since saving makes other records of new ones. */
    get openRecord() {
        return this.list.records.find((record) => record.data.key === this.state.open);
    }

    isOpen(record) {
        return record.data.key === this.state.open;
    }

    hasProblem(record) {
        const problems = this.props.record.data.problems || [];
        return problems.some((problem) => problem.step === record.data.key);
    }

    kindLabel(record) {
        const { selection } = record.fields.kind;
        return Object.fromEntries(selection)[record.data.kind];
    }

    partyNames(record) {
        return record.data.party_ids.records.map((party) => party.data.name).join("、");
    }

    async toggle(record) {
        const wasOpen = this.isOpen(record);
        if ((await this.leave()) && !wasOpen) {
            this.state.open = record.data.key;
        }
    }

    /**
     * Ends the work on the open step.
     *
     * @returns {Promise<boolean>} false: something is missing in it, which it shows
     */
    async leave() {
        if (this.isEditable) {
            this.isLeaving = true;
            const hasLeft = await this.list.leaveEditMode();
            if (!hasLeft) {
                this.isLeaving = false;
                return false;
            }
        }
        this.state.open = null;
        this.isLeaving = false;
        return true;
    }

    async openKey(key) {
        const record = this.list.records.find((step) => step.data.key === key);
        if (record && !this.isOpen(record)) {
            await this.toggle(record);
        }
        const card = this.root.el.querySelector(`[data-key="${CSS.escape(key)}"]`);
        card?.scrollIntoView({ block: "nearest" });
        card?.querySelector(".o_zs_card_toggle").focus();
    }

    async add() {
        if (!(await this.leave())) {
            return;
        }
        const last = this.steps.at(-1);
        const sequence = last ? last.data.sequence + STRIDE : STRIDE;
        const record = await this.list.addNewRecord({
            position: "bottom",
            mode: "edit",
            context: { ...this.props.context, default_sequence: sequence },
        });
        this.state.open = record.data.key;
    }

    async remove(record) {
        if (this.isOpen(record)) {
            this.state.open = null;
        }
        await this.list.delete(record);
    }

    /** @param {number} offset -1: up, 1: down */
    async move(record, offset) {
        const steps = this.steps.filter((step) => step !== record);
        steps.splice(this.steps.indexOf(record) + offset, 0, record);
        await this.resequence(steps);
    }

    async drop(element, previous) {
        const find = (card) => this.list.records.find((step) => step.id === card?.dataset.id);
        const [moved, before] = [find(element), find(previous)];
        const steps = this.steps.filter((step) => step !== moved);
        steps.splice(before ? steps.indexOf(before) + 1 : 0, 0, moved);
        await this.resequence(steps);
    }

    /** One change of the form for all, so that it is asked once what follows from it. */
    async resequence(steps) {
        const commands = steps
            .map((step, index) => [step, (index + 1) * STRIDE])
            .filter(([step, sequence]) => step.data.sequence !== sequence)
            .map(([step, sequence]) =>
                x2ManyCommands.update(step.resId || step._virtualId, { sequence })
            );
        await this.list.applyCommands(commands);
    }
}

registry.category("fields").add("zs_flow_steps", {
    component: StepsField,
    displayName: _t("Steps of a flow"),
    supportedTypes: ["one2many"],
    useSubView: true,
    extractProps: ({ views }, { context }) => ({ archInfo: views.form, context }),
});
