import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatSelection } from "@web/views/fields/formatters";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { Component } from "@odoo/owl";

import { markOf } from "../panel/marks";

/** A state in a list: sign, text and colour. */
export class MarkField extends Component {
    static template = "zhaoshang_approval.MarkField";
    static props = { ...standardFieldProps };

    get mark() {
        const { record, name } = this.props;
        const label = formatSelection(record.data[name], {
            selection: record.fields[name].selection,
        });
        return { ...markOf(record.data[name]), label };
    }
}

registry.category("fields").add("zs_mark", {
    component: MarkField,
    displayName: _t("State With a Sign"),
    supportedTypes: ["selection"],
});
