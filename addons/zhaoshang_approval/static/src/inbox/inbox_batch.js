import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";

import { BatchDialog } from "./batch_dialog";

/** Kind of a task: what is done with many of it. */
const BATCHES = {
    approve: [
        { name: "approve", label: _t("Agree"), tone: "o_zs_agree" },
        { name: "reject", label: _t("Refuse"), tone: "o_zs_refuse" },
    ],
    file: [{ name: "file", label: _t("Register"), tone: "o_zs_agree" }],
    cc: [{ name: "read", label: _t("Mark as read"), tone: "o_zs_agree" }],
};

/** Many at once, where they are alike: what is chosen, and the dialogue that asks about it. */
export const decidesMany = (Controller) =>
    class extends Controller {
        setup() {
            super.setup();
            this.dialogs = useService("dialog");
            this.notification = useService("notification");
        }

        /** @returns {{ name: string, label: string, tone: string, records: Object[] }[]} */
        get batches() {
            const selection = this.model.root.selection || [];
            return Object.entries(BATCHES).flatMap(([kind, commands]) => {
                const records = selection.filter(
                    ({ data }) => data.kind === kind && (data.state || "open") === "open"
                );
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
            const onDone = () => this.onBatchDone();
            this.dialogs.add(BatchDialog, { name, label, tone, tasks, onDone });
        }

        async onBatchDone() {
            await this.model.load();
        }
    };
