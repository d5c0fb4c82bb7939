import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatDateTime } from "@web/core/l10n/dates";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { Component } from "@odoo/owl";

const { DateTime } = luxon;

/** @param {number} minutes how long, in the largest unit that still says something */
function span(minutes) {
    if (minutes < 60) {
        return _t("%s min", Math.max(1, Math.floor(minutes)));
    }
    if (minutes < 48 * 60) {
        return _t("%s h", Math.floor(minutes / 60));
    }
    return _t("%s days", Math.floor(minutes / (24 * 60)));
}

/** How long a matter waits already: "3 h", "4 days". */
export class SinceField extends Component {
    static template = "zhaoshang_approval.SinceField";
    static props = { ...standardFieldProps };

    get value() {
        return this.props.record.data[this.props.name];
    }

    get exact() {
        return this.value ? formatDateTime(this.value) : "";
    }

    get text() {
        return this.value ? span(DateTime.now().diff(this.value, "minutes").minutes) : "";
    }
}

/** Until when: overdue and soon due are said with a sign and in words, not by colour alone. */
export class DeadlineField extends SinceField {
    static template = "zhaoshang_approval.DeadlineField";

    get left() {
        return this.value.diff(DateTime.now(), "minutes").minutes;
    }

    get isOverdue() {
        return this.left < 0;
    }

    get isSoon() {
        return !this.isOverdue && this.left < 24 * 60;
    }

    get text() {
        if (this.isOverdue) {
            return _t("%s overdue", span(-this.left));
        }
        if (this.isSoon) {
            return _t("%s left", span(this.left));
        }
        const format = this.value.year === DateTime.now().year ? "MM-dd HH:mm" : "yyyy-MM-dd";
        return formatDateTime(this.value, { format });
    }
}

registry.category("fields").add("zs_since", {
    component: SinceField,
    displayName: _t("Waiting for"),
    supportedTypes: ["datetime"],
});

registry.category("fields").add("zs_deadline", {
    component: DeadlineField,
    displayName: _t("Deadline"),
    supportedTypes: ["datetime"],
});
