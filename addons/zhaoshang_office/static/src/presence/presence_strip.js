import { Component } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { useService } from "@web/core/utils/hooks";
import { byCode, dayClass, usedLegend } from "./presence_days";

const { DateTime } = luxon;

/** A month as a strip of weeks; a day opens what it rests on. */
export class PresenceStrip extends Component {
    static template = "zhaoshang_office.PresenceStrip";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
    }

    get value() {
        return this.props.record.data[this.props.name] || null;
    }

    get legend() {
        return usedLegend(this.value.legend, [this.value.days, this.value.now || ""]);
    }

    get weekdays() {
        const monday = DateTime.fromISO("2026-11-23");
        return [0, 1, 2, 3, 4, 5, 6].map((n) => monday.plus({ days: n }).toFormat("ccc"));
    }

    /** Weeks of seven cells from Monday; null where a week reaches beyond the month. */
    get weeks() {
        const { first, days, now, legend } = this.value;
        const known = byCode(legend);
        const start = DateTime.fromISO(first);
        const cells = Array(start.weekday - 1).fill(null);
        [...days].forEach((code, index) => {
            const day = start.plus({ days: index });
            const changed = now && now[index] !== code ? known[now[index]].label : "";
            const label = known[code].label + (changed ? ` → ${changed}` : "");
            cells.push({
                number: index + 1,
                sign: known[code].sign,
                label,
                changed,
                className: dayClass(code),
                title: `${day.toFormat("MM-dd ccc")} ${label}`,
            });
        });
        while (cells.length % 7) {
            cells.push(null);
        }
        const weeks = [];
        for (let at = 0; at < cells.length; at += 7) {
            weeks.push({ key: at, cells: cells.slice(at, at + 7).map((cell, n) => ({ n, cell })) });
        }
        return weeks;
    }

    dayClass(code) {
        return dayClass(code);
    }

    async open(cell) {
        const { resModel, resId } = this.props.record;
        const action = await this.orm.call(resModel, "action_open_day", [[resId], cell.number]);
        if (action) {
            return this.action.doAction(action);
        }
        this.notification.add(cell.title, { type: "info" });
    }
}

registry.category("fields").add("zs_presence_strip", {
    component: PresenceStrip,
    supportedTypes: ["json"],
});
