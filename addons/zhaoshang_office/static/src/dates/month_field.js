import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { _t } from "@web/core/l10n/translation";
import { Component, xml } from "@odoo/owl";

/** Shows a date as its month, in the words of the user's language. */
export class MonthField extends Component {
    static template = xml`<span t-esc="text"/>`;
    static props = { ...standardFieldProps };

    get text() {
        const date = this.props.record.data[this.props.name];
        return date ? date.toLocaleString({ year: "numeric", month: "long" }) : "";
    }
}

export const monthField = {
    component: MonthField,
    displayName: _t("Month"),
    supportedTypes: ["date"],
};

registry.category("fields").add("zs_month", monthField);
