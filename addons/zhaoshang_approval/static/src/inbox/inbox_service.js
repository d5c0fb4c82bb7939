import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { RPCError } from "@web/core/network/rpc";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { KeepLast } from "@web/core/utils/concurrency";
import { debounce } from "@web/core/utils/timing";

import { EventBus, reactive } from "@odoo/owl";

export const TASK_MODEL = "zhaoshang.approval.task";
export const RUN_MODEL = "zhaoshang.approval.instance";
export const INBOX_ACTION = "zhaoshang_approval.zhaoshang_approval_inbox_action";
export const INBOX_MENU = "zhaoshang_approval.menu_zhaoshang_approval_inbox";
export const INBOX_MESSAGE = "zhaoshang_approval/inbox";

/** For so long a decision may be taken back (ms); the server allows for the way to it. */
export const UNDO_DELAY = 10000;

/** A panel that was read ahead is good for so long (ms). */
const AHEAD_MS = 3000;

/** Several decisions in a moment (a batch, a fast hand) cost one count. */
const REFRESH_DELAY = 100;

/**
 * What waits for me: the count in the top bar, and the order in which the matters open one after
 * the other. The order is the one of the list that the person looked at last.
 */
export const inboxService = {
    dependencies: ["action", "bus_service", "menu", "notification", "orm"],

    start(env, { action, bus_service: busService, menu, notification, orm }) {
        const badge = reactive({ count: 0, more: false });
        const bus = new EventBus();
        const keepLast = new KeepLast();
        let queue = [];
        /** @type {{ resModel: string, resId: number, panel: Promise, at: number } | null} */
        let ahead = null;

        async function refresh() {
            const { count, more } = await keepLast.add(
                orm.silent.call(TASK_MODEL, "zs_inbox_badge", [])
            );
            Object.assign(badge, { count, more });
        }

        const refreshSoon = debounce(refresh, REFRESH_DELAY);
        busService.subscribe(INBOX_MESSAGE, (payload) => {
            refreshSoon();
            bus.trigger("changed", payload);
        });
        busService.addEventListener("BUS:RECONNECT", refreshSoon);
        // A tab that slept shows the truth when it is looked at again.
        browser.addEventListener("online", refreshSoon);

        /**
         * Through its menu, so that what I have decided and asked for is one click away. Where it
         * is open already it is renewed: nothing moves under the pointer.
         */
        function openInbox() {
            if (action.currentController?.action.xml_id === INBOX_ACTION) {
                refreshSoon();
                bus.trigger("changed");
                return;
            }
            const entry = menu.getAll().find(({ xmlid }) => xmlid === INBOX_MENU);
            if (entry) {
                return menu.selectMenu(entry);
            }
            return action.doAction(INBOX_ACTION, { clearBreadcrumbs: true });
        }

        /**
         * @param {number} taskId
         * @param {Object} [options]
         * @param {number[]} [options.queue] the tasks of the list, in the order shown
         * @param {boolean} [options.newWindow]
         * @param {string} [options.stackPosition]
         */
        function openTask(taskId, { queue: shown, newWindow, stackPosition } = {}) {
            if (shown) {
                queue = [...shown];
            }
            return action.doActionButton(
                {
                    type: "object",
                    name: "action_open_document",
                    resModel: TASK_MODEL,
                    resId: taskId,
                    context: {},
                    stackPosition,
                },
                { newWindow }
            );
        }

        /**
         * A matter that is not mine to decide any more. Where I may not read the document now, its
         * trail is what I keep.
         *
         * @param {string} resModel
         * @param {number} resId
         * @param {number} runId
         * @param {{ newWindow?: boolean }} [options]
         */
        async function openPast(resModel, resId, runId, options) {
            let readable = 0;
            try {
                readable = await orm.searchCount(resModel, [["id", "=", resId]], {
                    context: { active_test: false },
                });
            } catch (error) {
                if (!(error instanceof RPCError)) {
                    throw error;
                }
            }
            return action.doAction(
                {
                    type: "ir.actions.act_window",
                    res_model: readable ? resModel : RUN_MODEL,
                    res_id: readable ? resId : runId,
                    views: [[false, "form"]],
                },
                options
            );
        }

        /** @param {number} taskId that may be decided by now */
        async function openAny(taskId) {
            const names = ["state", "res_model", "res_id", "instance_id"];
            const [task] = await orm.read(TASK_MODEL, [taskId], names);
            return task.state === "open"
                ? openTask(taskId)
                : openPast(task.res_model, task.res_id, task.instance_id[0]);
        }

        /**
         * What follows `taskId` among the tasks that still wait for me. Asked for while a decision
         * is on its way, so that the next matter opens at once.
         *
         * @param {number} taskId
         * @param {{ resModel?: string, resId?: number }} [document] that is being decided: another
         *  one may be read ahead
         * @returns {Promise<{ open: Object | null, left: number }>} the action that opens it
         */
        async function findNext(taskId, { resModel, resId } = {}) {
            const tasks = await orm.silent.searchRead(
                TASK_MODEL,
                [
                    ["user_id", "=", user.userId],
                    ["state", "=", "open"],
                    ["id", "!=", taskId],
                    "!",
                    ["later_until", ">", "now"],
                ],
                ["id"],
                { limit: 100, order: "create_date, id" }
            );
            const waiting = tasks.map((task) => task.id);
            const after = queue.slice(queue.indexOf(taskId) + 1);
            const next = [...after, ...queue, ...waiting].find((id) => waiting.includes(id));
            const open = next
                ? await orm.silent.call(TASK_MODEL, "action_open_document", [[next]])
                : null;
            if (
                resId &&
                open?.res_model &&
                (open.res_model !== resModel || open.res_id !== resId)
            ) {
                readAhead(open.res_model, open.res_id);
            }
            return { open, left: waiting.length };
        }

        /** The panel of the next matter, asked for while the decision is still on its way. */
        function readAhead(resModel, resId) {
            const panel = orm.silent.call(resModel, "zs_approval_panel", [[resId]]);
            panel.catch(() => {}); // whoever opens it asks again
            ahead = { resModel, resId, panel, at: Date.now() };
        }

        /**
         * Asked for more than once while a matter opens: a form is rendered anew before it shows.
         *
         * @returns {Promise<Object> | null} what was read ahead a moment ago
         */
        function takeAhead(resModel, resId) {
            const isIt = ahead?.resModel === resModel && ahead.resId === resId;
            return isIt && Date.now() - ahead.at < AHEAD_MS ? ahead.panel : null;
        }

        /**
         * Says what I have done. While the next matter is open already, I may take it back: the
         * one who was there when I decided is gone by then, so it is the service that does it.
         *
         * @param {string} message
         * @param {Object} options
         * @param {string} options.title
         * @param {number[] | false} options.undo tasks whose decision may be taken back
         * @param {string} [options.stackPosition] where its matter opens again
         */
        function tell(message, { title, undo, stackPosition }) {
            const options = { title, type: "success" };
            if (undo) {
                options.autocloseDelay = UNDO_DELAY;
                options.buttons = [
                    {
                        name: _t("Take back"),
                        onClick: async () => {
                            close();
                            await orm.call(TASK_MODEL, "action_undo", [undo]);
                            ahead = null;
                            refreshSoon();
                            if (undo.length === 1) {
                                await openTask(undo[0], { stackPosition });
                            }
                        },
                    },
                ];
            }
            const close = notification.add(message, options);
        }

        return {
            badge,
            bus,
            findNext,
            openAny,
            openInbox,
            openPast,
            openTask,
            refresh,
            takeAhead,
            tell,
        };
    },
};

registry.category("services").add("zhaoshang_approval.inbox", inboxService);
