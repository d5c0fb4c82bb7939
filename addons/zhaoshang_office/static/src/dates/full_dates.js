import { areDatesEqual, formatDateTime as formatMoment } from "@web/core/l10n/dates";
import { localization } from "@web/core/l10n/localization";
import { patch } from "@web/core/utils/patch";
import { dateField, DateTimeField, dateTimeField } from "@web/views/fields/datetime/datetime_field";
import { formatDate, formatDateTime } from "@web/views/fields/formatters";
import { FIELD_WIDTHS } from "@web/views/list/column_width_hook";

import { useEffect } from "@odoo/owl";

/**
 * Dates in official records bear their year, in the form of the language (2026-12-26). Odoo leaves
 * the year out while it is the present one, unless each view asks for it. Moments show no seconds,
 * unless a view asks for them.
 */
const momentFormat = (showSeconds) =>
    showSeconds ? localization.dateTimeFormat : `${localization.dateFormat} HH:mm`;

patch(DateTimeField.prototype, {
    setup() {
        super.setup();
        // Leaving the field with Tab closes its picker before the server's answer to the new day is
        // in: the picker then falls back to the old day and keeps it, although the record has the
        // new one; typing elsewhere would write the old one back.
        useEffect(
            () => {
                const value = this.getRecordValue();
                if (!areDatesEqual(this.state.value, value)) {
                    this.state.value = value;
                }
            },
            () => [JSON.stringify(this.getRecordValue())]
        );
    },

    /** Asked for with `numeric` it is the tooltip, which would say the same once more. */
    getFormattedValue(valueIndex, numeric) {
        if (numeric) {
            return undefined;
        }
        const { showSeconds, showTime } = this.props;
        return this.field.type === "datetime" && showTime
            ? formatMoment(this.values[valueIndex], { format: momentFormat(showSeconds) })
            : super.getFormattedValue(valueIndex, true);
    },
});

formatDate.extractOptions = () => ({ numeric: true });
const { extractOptions } = formatDateTime;
formatDateTime.extractOptions = (fieldInfo) => {
    const options = extractOptions(fieldInfo);
    return {
        ...options,
        numeric: true,
        format: options.showTime && momentFormat(options.showSeconds),
    };
};

patch(dateField, { listViewWidth: () => FIELD_WIDTHS.numeric_date });
patch(dateTimeField, {
    listViewWidth: ({ options }) =>
        options.show_time === false ? FIELD_WIDTHS.numeric_date : FIELD_WIDTHS.numeric_datetime,
});
