import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { ResizablePanel } from "@web/core/resizable_panel/resizable_panel";
import { SIZES } from "@web/core/ui/ui_service";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { listView } from "@web/views/list/list_view";

import { useEffect, useState } from "@odoo/owl";

import { BatchDialog } from "./batch_dialog";
import { MatterListController, MatterListRenderer } from "./inbox_list";
import { MatterPreview } from "./matter_preview";

/** Kind of a task: what is done with many of it. */
const BATCHES = {
    approve: [
        { name: "approve", label: _t("Agree"), tone: "o_zs_agree" },
        { name: "reject", label: _t("Refuse"), tone: "o_zs_refuse" },
    ],
    file: [{ name: "file", label: _t("Register"), tone: "o_zs_agree" }],
    cc: [{ name: "read", label: _t("Mark as read"), tone: "o_zs_agree" }],
};

/** Columns that the pane says. */
const SAID_BESIDE = ["step_name", "owner_id"];

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
        const isChoice = this.props.onFollow && !newWindow && ev.detail < 2;
        if (!isChoice || this.props.list.selection.length) {
            await super.onCellClicked(record, column, ev, newWindow);
        }
    }
}

/** What waits for me: with the matter beside the list where there is room, and many at once. */
export class InboxListController extends MatterListController {
    static template = "zhaoshang_approval.InboxList";
    static components = { ...MatterListController.components, MatterPreview, ResizablePanel };

    setup() {
        super.setup();
        this.ui = useService("ui");
        this.notification = useService("notification");
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

    // ---------------------------------------------------------------------------- many at once

    /** @returns {{ name: string, label: string, tone: string, records: Object[] }[]} */
    get batches() {
        const { selection } = this.model.root;
        return Object.entries(BATCHES).flatMap(([kind, commands]) => {
            const records = selection.filter(({ data }) => data.kind === kind);
            return records.length ? commands.map((command) => ({ ...command, records })) : [];
        });
    }

    openBatch({ name, label, tone, records }) {
        const matters = new Set(records.map(({ data }) => data.flow_name));
        if (name !== "read" && matters.size > 1) {
            this.notification.add(
                _t("Different matters are chosen. Choose those of one matter, then the next."),
                { type: "warning" }
            );
            return;
        }
        const tasks = records.map(({ resId, data }) => ({ id: resId, title: data.title }));
        const onDone = async () => {
            this.pane.current = null;
            await this.model.load();
        };
        this.dialogService.add(BatchDialog, { name, label, tone, tasks, onDone });
    }
}

registry.category("views").add("zs_inbox_list", {
    ...listView,
    Controller: InboxListController,
    Renderer: InboxListRenderer,
});
