import { browser } from "@web/core/browser/browser";
import { ResizablePanel } from "@web/core/resizable_panel/resizable_panel";
import { SIZES } from "@web/core/ui/ui_service";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { listView } from "@web/views/list/list_view";

import { useEffect, useState } from "@odoo/owl";

import { decidesMany } from "./inbox_batch";
import { MatterKanbanController, MatterListController, MatterListRenderer } from "./inbox_list";
import { MatterPreview } from "./matter_preview";

/** Columns that the pane says. */
const SAID_BESIDE = ["step_name", "owner_id"];
const DOUBLE_CLICK = 500; // ms between its two clicks

const WIDTH_KEY = "zhaoshang_approval.preview_width";
const WIDTH = 560;
const MIN_WIDTH = 420;

/** The row with the focus is the one that is shown beside the list. */
export class InboxListRenderer extends MatterListRenderer {
    static props = [...MatterListRenderer.props, "currentId?", "onFollow?"];

    setup() {
        super.setup();
        useEffect(
            (table) => {
                const follow = ({ target }) => {
                    const { id } = target.closest(".o_data_row")?.dataset || {};
                    const record = this.props.list.records.find((other) => other.id === id);
                    if (record) {
                        this.props.onFollow?.(record.resId);
                    }
                };
                table?.addEventListener("focusin", follow);
                return () => table?.removeEventListener("focusin", follow);
            },
            () => [this.tableRef.el]
        );
        useEffect(
            () => {
                if (this.hasTakenFocus && document.activeElement === document.body) {
                    this.focusRow();
                }
            },
            () => [this.props.currentId]
        );
    }

    /** One of these may be ticked, to decide on many. */
    get hasSelectors() {
        return this.props.allowSelectors && !this.env.isSmall;
    }

    get rowToFocus() {
        const record = this.props.list.records.find(({ resId }) => resId === this.props.currentId);
        return record ? `.o_data_row[data-id='${record.id}']` : super.rowToFocus;
    }

    getActiveColumns() {
        const columns = super.getActiveColumns(...arguments);
        return this.props.onFollow
            ? columns.filter(({ name }) => !SAID_BESIDE.includes(name))
            : columns;
    }

    getRowClass(record) {
        const isCurrent = this.props.onFollow && record.resId === this.props.currentId;
        return `${super.getRowClass(record)} ${isCurrent ? "o_zs_current" : ""}`;
    }

    /** A click chooses the row (its focus does); a second one, or Enter, opens it. */
    async onCellClicked(record, column, ev, newWindow) {
        const isChoice = this.props.onFollow && !newWindow && !this.isSecondClick(record, ev);
        if (!isChoice || this.props.list.selection.length) {
            await super.onCellClicked(record, column, ev, newWindow);
        }
    }

    /** The browser begins to count anew where the first click has made the list render. */
    isSecondClick(record, ev) {
        const { resId, at } = this.lastClick || {};
        this.lastClick = { resId: record.resId, at: ev.timeStamp };
        return ev.detail > 1 || (resId === record.resId && ev.timeStamp - at < DOUBLE_CLICK);
    }
}

/** What waits for me: with the matter beside the list where there is room, and many at once. */
export class InboxListController extends decidesMany(MatterListController) {
    static template = "zhaoshang_approval.InboxList";
    static components = { ...MatterListController.components, MatterPreview, ResizablePanel };

    setup() {
        super.setup();
        this.ui = useService("ui");
        this.pane = useState({ current: null });
        this.minWidth = MIN_WIDTH;
        useBus(this.ui.bus, "resize", () => this.render());
    }

    get hasRoom() {
        return this.ui.size >= SIZES.XL;
    }

    get hasPreview() {
        return this.hasRoom && (this.pane.current || this.model.root.records.length > 0);
    }

    get paneWidth() {
        return Number(browser.localStorage.getItem(WIDTH_KEY)) || WIDTH;
    }

    keepWidth(width) {
        browser.localStorage.setItem(WIDTH_KEY, `${Math.round(width)}`);
    }

    /** @param {number | null} taskId whose matter is shown */
    follow(taskId) {
        this.pane.current = taskId;
    }

    /** Decided beside the list: the one below takes its place, also under the keyboard. */
    async goOn(taskId) {
        const ids = this.model.root.records.map((record) => record.resId);
        const place = ids.indexOf(taskId);
        this.follow(ids[place + 1] ?? ids[place - 1] ?? null);
        await this.model.load();
    }

    onBatchDone() {
        this.pane.current = null;
        return super.onBatchDone();
    }
}

registry.category("views").add("zs_inbox_list", {
    ...listView,
    Controller: InboxListController,
    Renderer: InboxListRenderer,
});

/** The same on a phone: a card that is pressed for long is chosen, and others with it. */
export class InboxKanbanController extends decidesMany(MatterKanbanController) {
    static template = "zhaoshang_approval.InboxKanban";
}

registry.category("views").add("zs_inbox_kanban", {
    ...kanbanView,
    Controller: InboxKanbanController,
});
