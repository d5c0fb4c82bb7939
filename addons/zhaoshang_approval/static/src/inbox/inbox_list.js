import { browser } from "@web/core/browser/browser";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { listView } from "@web/views/list/list_view";

import { useEffect } from "@odoo/owl";

import { TASK_MODEL } from "./inbox_service";

const EDITABLE = "input, textarea, select, [contenteditable]";

/**
 * A row is a task (or a request of mine), a click opens its document: the whole matter on one
 * page. The list follows what others do, without being asked.
 */
const opensMatters = (Controller) =>
    class extends Controller {
        setup() {
            super.setup();
            this.inbox = useService("zhaoshang_approval.inbox");
            useBus(this.inbox.bus, "changed", async () => {
                // A second load takes the first one's place, and nothing would ever be shown.
                await this.model.whenReady;
                const before = this.model.root;
                if (before.selection?.length) {
                    return;
                }
                await this.model.load();
                // what was ticked meanwhile stays so
                const ticked = new Set(before.selection?.map(({ resId }) => resId));
                for (const record of this.model.root.records || []) {
                    if (ticked.has(record.resId)) {
                        record.toggleSelection(true);
                    }
                }
            });
        }

        async openRecord(record, { newWindow } = {}) {
            const { resModel, resId, data } = record;
            const isTask = resModel === TASK_MODEL;
            if (isTask && (!("state" in data) || data.state === "open")) {
                const queue = this.model.root.records.map((other) => other.resId);
                return this.inbox.openTask(resId, { queue, newWindow });
            }
            const runId = isTask ? data.instance_id.id : resId;
            const documentId = data.res_id?.resId ?? data.res_id; // a reference comes as an object
            return this.inbox.openPast(data.res_model, documentId, runId, { newWindow });
        }
    };

/** ↑ ↓ move from wherever the focus is, but for a text; Enter opens the row. */
export class MatterListRenderer extends listView.Renderer {
    setup() {
        super.setup();
        const options = {
            isAvailable: (target) =>
                !target.closest?.(EDITABLE) && !this.tableRef.el?.contains(target),
        };
        useHotkey("arrowdown", () => this.focusRow(), options);
        useHotkey("arrowup", () => this.focusRow(), options);
        useEffect(
            (rows) => {
                if (rows && !this.uiService.isSmall) {
                    // after the search bar, which takes the focus when it comes up
                    const frame = browser.requestAnimationFrame(() => this.takeFocus());
                    return () => browser.cancelAnimationFrame(frame);
                }
            },
            () => [this.props.list.records.map((record) => record.id).join()]
        );
    }

    /** When the list comes up, and when others' decisions have renewed it under the keyboard. */
    takeFocus() {
        const { activeElement } = document;
        const isFree = !activeElement || activeElement === document.body;
        const isEmptySearch = activeElement?.matches(".o_searchview_input") && !activeElement.value;
        if (isFree || (isEmptySearch && !this.hasTakenFocus)) {
            this.hasTakenFocus = true;
            this.focusRow();
        }
    }

    /** Nothing here is done to many rows, so nothing is offered to be ticked. */
    get hasSelectors() {
        return false;
    }

    get rowToFocus() {
        return ".o_data_row";
    }

    focusRow() {
        const cell = this.tableRef.el?.querySelector(`${this.rowToFocus} .o_data_cell`);
        if (!cell) {
            return;
        }
        this.focus(cell);
        cell.closest("tbody").classList.add("o_keyboard_navigation");
    }
}

export class MatterListController extends opensMatters(listView.Controller) {}

export class MatterKanbanController extends opensMatters(kanbanView.Controller) {}

registry.category("views").add("zs_matter_list", {
    ...listView,
    Controller: MatterListController,
    Renderer: MatterListRenderer,
});

registry.category("views").add("zs_matter_kanban", {
    ...kanbanView,
    Controller: MatterKanbanController,
});
