import {
    Component,
    markRaw,
    onMounted,
    onPatched,
    onWillStart,
    useEffect,
    useExternalListener,
    useRef,
    useState,
} from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useService } from "@web/core/utils/hooks";
import { byCode, dayClass, usedLegend } from "./presence_days";

const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const AT_POST = "P";
const HATCHED = { waits: "◔", planned: "排", unproven: "?" };

/** Whether a day is asked for, or only planned; a leave says more than a plan. */
function hatchOf(code, absences, planned, unproven) {
    if (absences.some((absence) => absence.waits)) {
        return "waits";
    }
    if (code !== AT_POST || absences.length) {
        return "";
    }
    return (planned && "planned") || (unproven && "unproven") || "";
}

/** A named page of CSS leaves the first sheet as it was; this one is there with the grid alone. */
const PAPER = "@page { size: A4 landscape; margin: 10mm; }";

/** 谁在哪里: officers by bureau × days of a month; one round trip a month. */
export class PresenceGrid extends Component {
    static template = "zhaoshang_office.PresenceGrid";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.ui = useService("ui");
        this.root = useRef("root");
        this.search = useRef("search");
        this.state = useState({ page: null, bureau: 0, day: 0, words: "", row: 0, number: 1 });
        this.moveFocus = false;
        useExternalListener(document, "keydown", (ev) => this.onKeydown(ev));
        this.isFresh = true; // a month that was not shown yet
        const shown = () => {
            this.showToday();
            this.focusCell();
        };
        onPatched(shown);
        onMounted(shown);
        useEffect(
            () => {
                const paper = document.createElement("style");
                paper.textContent = PAPER;
                document.head.append(paper);
                return () => paper.remove();
            },
            () => []
        );
        onWillStart(() => this.load(false));
    }

    get page() {
        return this.state.page;
    }

    async load(month) {
        const page = await this.orm.call("zhaoshang.presence.month", "zs_grid", [month]);
        page.codes = byCode(page.legend);
        const today = page.days.findIndex((day) => day.date === page.today);
        this.isFresh = true;
        Object.assign(this.state, { page: markRaw(page), day: 0, number: today + 1 || 1 });
    }

    /** Bureaus with the rows that the filters leave, each cell ready to be drawn. */
    get bureaus() {
        const { bureau, day, words } = this.state;
        let index = 0;
        return this.page.bureaus
            .filter((each) => !bureau || each.id === bureau)
            .map((each) => ({
                ...each,
                rows: each.rows
                    .filter((row) => !day || row.days[day - 1] === AT_POST)
                    .filter((row) => !words || row.name.includes(words))
                    .map((row) => ({ ...row, index: index++, cells: this.cells(row) })),
            }))
            .filter((each) => each.rows.length);
    }

    cells(row) {
        return [...row.days].map((code, at) => {
            const number = at + 1;
            const { sign, label } = this.page.codes[code];
            const absences = row.absences.filter((a) => a.first <= number && number <= a.last);
            const [planned] = row.planned.filter((a) => a.first <= number && number <= a.last);
            const [unproven] = row.unproven.filter((a) => a.first <= number && number <= a.last);
            const hatch = hatchOf(code, absences, planned, unproven);
            const day = this.page.days[at];
            const texts = [`${row.name} ${day.date.slice(5)} ${day.weekday}`, label];
            texts.push(...absences.map((absence) => absence.text));
            if (hatch === "planned") {
                texts.push(planned.text);
            }
            if (hatch === "unproven") {
                texts.push(unproven.text);
            }
            return {
                number,
                sign: (code === AT_POST && HATCHED[hatch]) || sign,
                hatch,
                title: texts.join(" · "),
                leave: absences.length ? absences[absences.length - 1].leave : 0,
                className: dayClass(code, hatch),
            };
        });
    }

    /** How many of those shown are at post on each day; null on a statutory holiday. */
    get counts() {
        const shown = this.bureaus.flatMap((bureau) => bureau.rows);
        return this.page.days.map((day, at) => ({
            number: at + 1,
            count: day.off ? null : shown.filter((row) => row.days[at] === AT_POST).length,
        }));
    }

    get legend() {
        const rows = this.page.bureaus.flatMap((bureau) => bureau.rows);
        return usedLegend(this.page.legend, rows.map((row) => row.days)); // prettier-ignore
    }

    /** What the hatched days mean, of those there are. */
    get hatched() {
        const rows = this.bureaus.flatMap((bureau) => bureau.rows);
        const found = new Set(rows.flatMap((row) => row.cells.map((cell) => cell.hatch)));
        const texts = {
            waits: _t("Hatched: asked for and not decided yet."),
            planned: _t("Dotted: given by the rotation plan, no leave asked for yet."),
            unproven: _t("No evidence on several working days in a row; to be looked into."),
        };
        return Object.keys(texts)
            .filter((kind) => found.has(kind))
            .map((kind) => ({ kind, sign: HATCHED[kind], text: texts[kind] }));
    }

    /** For a phone: each day with those who are away and how many are at post. */
    get list() {
        const rows = this.bureaus.flatMap((bureau) =>
            bureau.rows.map((row) => ({ ...row, bureau: bureau.name }))
        );
        return this.page.days.map((day, at) => ({
            ...day,
            isToday: day.date === this.page.today,
            away: rows
                .filter(
                    (row) =>
                        !"PH-".includes(row.days[at]) || row.cells[at].leave || row.cells[at].hatch
                )
                .map((row) => ({
                    id: row.id,
                    name: row.name,
                    bureau: row.bureau,
                    cell: row.cells[at],
                    label: row.cells[at].title.split(" · ").slice(1).join(" · "),
                })),
            present: rows.filter((row) => row.days[at] === AT_POST),
        }));
    }

    dayClass(code, hatch) {
        return dayClass(code, hatch);
    }

    columnClass(day) {
        return {
            o_zs_today: day.date === this.page.today,
            o_zs_off: day.off,
            o_zs_weekend: !day.off && !day.working,
        };
    }

    filterDay(number) {
        this.state.day = this.state.day === number ? 0 : number;
    }

    onBureau(ev) {
        Object.assign(this.state, { bureau: Number(ev.target.value), row: 0 });
    }

    onCell(ev) {
        const cell = ev.target.closest("[data-row]");
        if (cell) {
            this.openCell(Number(cell.dataset.row), Number(cell.dataset.day));
        }
    }

    /** On a phone a month begins with today, another month with its first day. */
    showToday() {
        if (this.ui.isSmall && this.isFresh) {
            const days = this.root.el.querySelector(".o_zs_grid_list");
            (days?.querySelector(".o_zs_today") || days?.firstElementChild)?.scrollIntoView();
        }
        this.isFresh = false;
    }

    rowAt(index) {
        return this.bureaus.flatMap((bureau) => bureau.rows)[index];
    }

    /** A day away opens its leave, any other day the officer's month. */
    openCell(index, number) {
        const row = this.rowAt(index);
        const { leave } = row.cells[number - 1];
        Object.assign(this.state, { row: index, number });
        return leave ? this.openLeave(leave) : this.openMonth(row);
    }

    openLeave(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "zhaoshang.leave",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    async openMonth(row) {
        const args = [row.id, this.page.month];
        const action = await this.orm.call("zhaoshang.presence.month", "zs_open_month", args);
        if (action) {
            await this.action.doAction(action);
        }
    }

    newLeave() {
        return this.action.doAction("zhaoshang_office.zhaoshang_leave_mine_action", {
            viewType: "form",
        });
    }

    print() {
        window.print();
    }

    onKeydown(ev) {
        const typing = ev.target.closest?.(
            "input, textarea, select, [contenteditable=true], .modal"
        );
        if (typing || ev.ctrlKey || ev.altKey || ev.metaKey || !this.root.el) {
            return;
        }
        const commands = {
            t: () => this.load(false),
            c: () => this.page.mine && this.newLeave(),
            "/": () => this.search.el?.focus(),
            PageUp: () => this.load(this.page.previous),
            PageDown: () => this.load(this.page.next),
        };
        const key = ev.key.length === 1 ? ev.key.toLowerCase() : ev.key;
        const inside = ev.target.dataset?.row !== undefined || ev.target === document.body;
        if (MOVES[ev.key] && inside) {
            this.move(...MOVES[ev.key]);
        } else if (commands[key]) {
            commands[key]();
        } else {
            return;
        }
        ev.preventDefault();
    }

    move(rows, days) {
        const last = this.bureaus.reduce((count, bureau) => count + bureau.rows.length, 0) - 1;
        this.state.row = Math.min(Math.max(this.state.row + rows, 0), last);
        this.state.number = Math.min(Math.max(this.state.number + days, 1), this.page.days.length);
        this.moveFocus = true;
        this.focusCell();
    }

    focusCell() {
        if (this.moveFocus && this.root.el) {
            const { row, number } = this.state;
            const place = `[data-row="${row}"][data-day="${number}"]`;
            this.root.el.querySelector(place)?.focus();
            this.moveFocus = false;
        }
    }

    countTitle(day) {
        return _t("%(count)s at post on day %(day)s: show them", {
            count: day.count,
            day: day.number,
        });
    }

    get emptyText() {
        return this.page.bureaus.length
            ? _t("Nobody fits the filters. Take one away.")
            : _t("Nobody whom you may see is in service in this month.");
    }
}

registry.category("actions").add("zhaoshang_presence_grid", PresenceGrid);
