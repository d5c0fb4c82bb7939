import { _t } from "@web/core/l10n/translation";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { Component, useState } from "@odoo/owl";

import { FlowDiagram } from "../diagram/flow_diagram";
import { OPEN_STEP } from "./notes_field";

/**
 * The flow of a version, drawn as the form holds it at this moment; or, tried on a document, whom
 * it would ask.
 */
export class DiagramField extends Component {
    static template = "zhaoshang_approval.DiagramField";
    static components = { FlowDiagram, RecordSelector };
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.open = (key) => this.props.record.model.bus.trigger(OPEN_STEP, { key });
        this.state = useState({ documentId: false, trial: null, drawn: "" });
    }

    get steps() {
        return this.props.record.data[this.props.name] || [];
    }

    get data() {
        return this.props.record.data;
    }

    get assumption() {
        const { requester } = this.state.trial;
        return _t("As if %s sent it today. Nothing is changed and nobody is told.", requester);
    }

    /** The draft has been changed since it was tried. */
    get isOld() {
        return this.state.trial && this.state.drawn !== JSON.stringify(this.steps);
    }

    /** @param {number | false} documentId nothing is written but what the form holds unsaved */
    async tryOn(documentId) {
        const { record } = this.props;
        if (!documentId) {
            Object.assign(this.state, { documentId: false, trial: null });
            return;
        }
        if ((await record.isDirty()) && !(await record.save())) {
            return;
        }
        const trial = await this.orm.call(record.resModel, "zs_try", [[record.resId], documentId]);
        Object.assign(this.state, { documentId, trial, drawn: JSON.stringify(this.steps) });
    }
}

registry.category("fields").add("zs_flow_diagram", {
    component: DiagramField,
    supportedTypes: ["json"],
    fieldDependencies: [
        { name: "res_model", type: "char" },
        { name: "can_try", type: "boolean" },
    ],
});
