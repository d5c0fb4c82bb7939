import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { localization } from "@web/core/l10n/localization";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { FIELD_WIDTHS } from "@web/views/list/column_width_hook";

import { Component, xml } from "@odoo/owl";

/** A month as it is written in the language, for what shows it and for what is typed. */
const monthFormat = () => (localization.code?.startsWith("zh") ? "yyyy年M月" : "MMMM yyyy");

/** Shows and chooses a month; the field keeps its first day. */
export class MonthField extends Component {
    static template = xml`
        <span t-if="props.readonly" class="text-nowrap" t-esc="text"/>
        <DateTimeInput t-else="" id="props.id" type="'date'" value="value" format="format"
            minPrecision="'months'" onApply.bind="apply"/>`;
    static components = { DateTimeInput };
    static props = { ...standardFieldProps };

    get value() {
        return this.props.record.data[this.props.name];
    }

    get format() {
        return monthFormat();
    }

    get text() {
        return this.value ? this.value.toFormat(this.format) : "";
    }

    apply(value) {
        const month = value && value.startOf("month");
        return this.props.record.update({ [this.props.name]: month });
    }
}

export const monthField = {
    component: MonthField,
    displayName: _t("Month"),
    supportedTypes: ["date"],
    listViewWidth: () => FIELD_WIDTHS.numeric_date,
};

registry.category("fields").add("zs_month", monthField);
