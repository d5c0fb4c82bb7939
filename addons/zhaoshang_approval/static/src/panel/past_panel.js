import { RUN_MODEL } from "../inbox/inbox_service";
import { actionLabel } from "./marks";

const EVENT_MODEL = "zhaoshang.approval.event";

/** key of an entry of the trail: field of the event */
const EVENT_FIELDS = {
    at: "at",
    who: "actor_name",
    on_behalf_of: "owner_name",
    action: "action",
    to: "target_name",
    step_name: "step_name",
    round: "round",
    comment: "comment",
    version: "version_number",
};

/**
 * How a matter went on that I may not read any more: its trail is what I keep.
 *
 * @param {Object} orm
 * @param {Object} before the panel as I last saw it
 */
export async function readPast(orm, before) {
    const [[run], events] = await Promise.all([
        orm.silent.read(RUN_MODEL, [before.instance_id], ["state"]),
        orm.silent.searchRead(
            EVENT_MODEL,
            [["instance_id", "=", before.instance_id]],
            Object.values(EVENT_FIELDS),
            { order: "seq" }
        ),
    ]);
    const trail = events.map((event) => {
        const entries = Object.entries(EVENT_FIELDS).map(([key, name]) => [key, event[name]]);
        const { action, ...rest } = Object.fromEntries(entries);
        return { ...rest, action, action_label: actionLabel(action) };
    });
    return {
        ...before,
        state: run.state,
        isPast: true,
        my_task: null,
        can: {},
        choose: [],
        added: [],
        papers: [],
        steps: [],
        trail,
    };
}
