import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { Component } from "@odoo/owl";

/** Asks the form's list of steps to open one, by its key. */
export const OPEN_STEP = "ZS_OPEN_STEP";

/**
 * Sentences that a computed field lists: `[{text, step}]`, with a button where one names the step
 * to put right.
 */
export class NotesField extends Component {
    static template = "zhaoshang_approval.NotesField";
    static props = { ...standardFieldProps };

    get notes() {
        return this.props.record.data[this.props.name] || [];
    }

    open(key) {
        this.props.record.model.bus.trigger(OPEN_STEP, { key });
    }
}

registry.category("fields").add("zs_notes", { component: NotesField, supportedTypes: ["json"] });
