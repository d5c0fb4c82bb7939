import { capitalize } from "@web/core/utils/strings";
import { CalendarController } from "@web/views/calendar/calendar_controller";
import { patch } from "@web/core/utils/patch";
import { RemainingDaysField } from "@web/views/fields/remaining_days/remaining_days_field";

/** In the order of the language: 2026年11月, November 2026. */
const monthOf = (day) => day.toLocaleString({ year: "numeric", month: "long" });

patch(CalendarController.prototype, {
    get currentMonth() {
        return monthOf(this.date);
    },

    get dayHeader() {
        return this.date.toLocaleString({ year: "numeric", month: "long", day: "numeric" });
    },

    get weekHeader() {
        const { rangeStart, rangeEnd } = this.model;
        const ends = [monthOf(rangeStart), monthOf(rangeEnd)];
        return [...new Set(ends)].join(" – ");
    },
});

patch(RemainingDaysField.prototype, {
    /** Always in days: what Odoo calls "next month" may be tomorrow. */
    get diffString() {
        const { diffDays } = this;
        if (diffDays === null) {
            return "";
        }
        if (Math.abs(diffDays) > 99) {
            return this.numericValue;
        }
        const { record, name } = this.props;
        return capitalize(record.data[name].toRelativeCalendar({ unit: "days" }));
    },
});
