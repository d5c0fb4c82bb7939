import { useRef, useState } from "@odoo/owl";
import { deserializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { X2ManyField, x2ManyField } from "@web/views/fields/x2many/x2many_field";

const WEEKDAYS = [_t("Mo"), _t("Tu"), _t("We"), _t("Th"), _t("Fr"), _t("Sa"), _t("Su")];

/** The first and last column of a drag, kept inside the month. */
export function dragged({ first, last, mode, moved, count }) {
    const length = last - first;
    if (mode === "move") {
        const start = Math.min(Math.max(first + moved, 0), count - 1);
        return { first: start, last: start + length };
    }
    if (mode === "first") {
        return { first: Math.min(Math.max(first + moved, 0), last), last };
    }
    return { first, last: Math.max(last + moved, first) };
}

/**
 * The slots of a plan as bars over the days of the month: drag to move, drag an end to extend, or
 * do the same by arrow keys. The list beneath holds the same days as plain dates; on a phone it is
 * all there is.
 */
export class RotationGrid extends X2ManyField {
    static template = "zhaoshang_office.RotationGrid";

    setup() {
        super.setup();
        this.rows = useRef("rows");
        this.moves = Promise.resolve(); // by keys, one after the other
        this.drag = useState({ bar: null, member: null, mode: "", start: 0, moved: 0 });
    }

    get grid() {
        return !this.env.isSmall && this.props.record.data.grid;
    }

    get editable() {
        return !this.props.readonly && this.props.record.data.can_plan;
    }

    weekday(day) {
        return WEEKDAYS[day.weekday - 1];
    }

    column(date) {
        return Math.round(date.diff(deserializeDate(this.grid.days[0].day), "days").days);
    }

    date(column) {
        return deserializeDate(this.grid.days[0].day).plus({ days: column });
    }

    /** The bars of one officer: slots that can be dragged. */
    bars(member) {
        return this.list.records
            .filter(
                ({ data }) =>
                    data.appointment_id?.id === member.id && data.date_from && data.date_to
            )
            .map((record) => {
                let ends = {
                    first: this.column(record.data.date_from),
                    last: this.column(record.data.date_to),
                };
                if (this.drag.bar === record.id) {
                    ends = dragged({ ...ends, ...this.drag, count: this.grid.days.length });
                }
                const asked = Boolean(record.data.leave_id);
                return { record, ...ends, asked, fixed: !this.editable || asked };
            });
    }

    /** Leave that is asked for or granted, drawn beneath the plan. */
    absences(member) {
        return member.absences.map((absence) => ({
            ...absence,
            first: this.column(deserializeDate(absence.from)),
            last: this.column(deserializeDate(absence.to)),
        }));
    }

    place({ first, last }) {
        const count = this.grid.days.length;
        const left = Math.max(first, 0);
        const width = Math.min(last, count - 1) - left + 1;
        return `left: ${(left * 100) / count}%; width: ${(width * 100) / count}%`;
    }

    label(bar) {
        const { data } = bar.record;
        if (bar.first === bar.last) {
            return _t("%(name)s, %(day)s, one day", {
                name: data.appointment_id.display_name,
                day: this.date(bar.first).toFormat("MM-dd"),
            });
        }
        return _t("%(name)s, %(first)s to %(last)s, %(days)s days", {
            name: data.appointment_id.display_name,
            first: this.date(bar.first).toFormat("MM-dd"),
            last: this.date(bar.last).toFormat("MM-dd"),
            days: bar.last - bar.first + 1,
        });
    }

    inService(member, column) {
        const day = this.grid.days[column].day;
        return member.from <= day && day <= member.to;
    }

    atPost(column) {
        return this.grid.members.filter(
            (member) =>
                this.inService(member, column) &&
                !this.bars(member).some(({ first, last }) => first <= column && column <= last)
        ).length;
    }

    // -- by mouse or finger ----

    width(ev) {
        return ev.currentTarget.closest(".o_zs_rotation_days").clientWidth / this.grid.days.length;
    }

    startDrag(ev, bar, mode) {
        if (bar.fixed || ev.button) {
            return;
        }
        ev.currentTarget.setPointerCapture(ev.pointerId);
        Object.assign(this.drag, {
            bar: bar.record.id,
            mode,
            start: ev.clientX,
            width: this.width(ev),
            moved: 0,
        });
    }

    moveDrag(ev) {
        if (this.drag.bar) {
            this.drag.moved = Math.round((ev.clientX - this.drag.start) / this.drag.width);
        }
    }

    async endDrag(bar) {
        if (this.drag.bar !== bar.record.id) {
            return;
        }
        const moved = this.drag.moved;
        const { first, last } = bar; // as drawn while it was dragged
        Object.assign(this.drag, { bar: null, moved: 0 });
        if (moved) {
            await this.put(bar.record, first, last);
        }
    }

    startNew(ev, member) {
        if (!this.editable || ev.button || ev.target !== ev.currentTarget) {
            return;
        }
        const column = Math.floor(ev.offsetX / this.width(ev));
        ev.currentTarget.setPointerCapture(ev.pointerId);
        Object.assign(this.drag, {
            member: member.id,
            start: ev.clientX,
            width: this.width(ev),
            first: column,
            moved: 0,
        });
    }

    moveNew(ev) {
        if (this.drag.member) {
            this.drag.moved = Math.round((ev.clientX - this.drag.start) / this.drag.width);
        }
    }

    newBar(member) {
        const { first, moved } = this.drag;
        const count = this.grid.days.length;
        const other = Math.min(Math.max(first + moved, 0), count - 1);
        return this.drag.member === member.id
            ? { first: Math.min(first, other), last: Math.max(first, other) }
            : null;
    }

    async endNew(member) {
        const bar = this.newBar(member);
        this.drag.member = null;
        if (bar && this.drag.moved) {
            await this.add(member, bar.first, bar.last);
        }
    }

    // -- by keys ----

    async onKeydown(ev, bar) {
        const step = { ArrowLeft: -1, ArrowRight: 1 }[ev.key];
        if (bar.fixed || (!step && ev.key !== "Delete")) {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
        if (ev.key === "Delete") {
            await this.list.delete(bar.record);
            return;
        }
        const mode = ev.shiftKey ? "last" : "move";
        this.moves = this.moves.then(() => this.moveByKey(bar.record, mode, step));
        await this.moves;
    }

    /** From where the key before has left the bar. */
    async moveByKey(record, mode, moved) {
        const first = this.column(record.data.date_from);
        const last = this.column(record.data.date_to);
        const ends = dragged({ first, last, mode, moved, count: this.grid.days.length });
        await this.put(record, ends.first, ends.last);
    }

    /** A slot of five days on the first working day: moved and extended by keys from there. */
    async addByKey(member) {
        const first = this.grid.days.findIndex(
            (day, column) => !day.off && this.inService(member, column)
        );
        await this.add(member, Math.max(first, 0), Math.max(first, 0) + 4);
    }

    // -- what changes ----

    async put(record, first, last) {
        await record.update({ date_from: this.date(first), date_to: this.date(last) });
    }

    async add(member, first, last) {
        await this.list.leaveEditMode();
        await this.list.addNewRecord({
            mode: "readonly",
            position: "bottom",
            context: {
                ...this.props.context,
                default_appointment_id: member.id,
                default_date_from: this.date(first).toISODate(),
                default_date_to: this.date(last).toISODate(),
            },
        });
    }
}

export const rotationGrid = {
    ...x2ManyField,
    component: RotationGrid,
    fieldDependencies: [
        { name: "grid", type: "json", readonly: true },
        { name: "can_plan", type: "boolean", readonly: true },
    ],
};

registry.category("fields").add("zs_rotation_grid", rotationGrid);
