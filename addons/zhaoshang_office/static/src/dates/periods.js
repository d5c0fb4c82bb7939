import { capitalize } from "@web/core/utils/strings";
import { CalendarCommonRenderer } from "@web/views/calendar/calendar_common/calendar_common_renderer";
import { CalendarController } from "@web/views/calendar/calendar_controller";
import { DateTimePicker } from "@web/core/datetime/datetime_picker";
import { localization } from "@web/core/l10n/localization";
import { patch } from "@web/core/utils/patch";
import { RemainingDaysField } from "@web/views/fields/remaining_days/remaining_days_field";
import { SearchModel } from "@web/search/search_model";

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

patch(DateTimePicker.prototype, {
    get titles() {
        const { focusDate, precision } = this.state;
        return precision === "days" && focusDate ? [monthOf(focusDate)] : super.titles;
    },
});

/** Rows of one day in a month on a telephone; what is more opens by a click on its number. */
const ROWS_ON_A_PHONE = 3;

patch(CalendarCommonRenderer.prototype, {
    get options() {
        const options = super.options;
        return this.env.isSmall && this.props.model.scale === "month"
            ? { ...options, dayMaxEventRows: ROWS_ON_A_PHONE }
            : options;
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

/** What Odoo's filters call a period, as Chinese writes it: "11 2026" is 2026年11月, "Q4" 第4季度. */
function inChinese(period) {
    const [part, year = ""] = period.split(" ");
    if (year) {
        return `${year}年${inChinese(part)}`;
    }
    return part
        .replace(/^Q(\d)$/, "第$1季度")
        .replace(/^(\d{4})$/, "$1年")
        .replace(/^(\d{1,2})$/, "$1月");
}

const speaksChinese = () => localization.code?.startsWith("zh");

patch(SearchModel.prototype, {
    _enrichItem(searchItem) {
        const item = super._enrichItem(searchItem);
        if (item?.type === "dateFilter" && speaksChinese()) {
            for (const option of item.options) {
                option.description = inChinese(option.description);
            }
        }
        return item;
    },

    _getDateFilterDomain(dateFilter, generatorIds, key) {
        const found = super._getDateFilterDomain(dateFilter, generatorIds, key);
        return key === "description" && speaksChinese()
            ? found.split("/").map(inChinese).join("、")
            : found;
    },
});
