import { _t } from "@web/core/l10n/translation";
import { formatList } from "@web/core/l10n/utils";
import { RPCError } from "@web/core/network/rpc";

import { markOf } from "./marks";

// not inline: the term extractor would take a pattern after `return` for a division
const REFUSALS = /^odoo\.(exceptions|addons)\./;

/** A refusal of the business, to be read beside the buttons; anything else is Odoo's to show. */
export function isRefusal(error) {
    const name = (error instanceof RPCError && error.data?.name) || "";
    return REFUSALS.test(name) && !name.endsWith("RedirectWarning");
}

/** Whose move it is: "组织部 and 招商管理局". */
export function waitingFor(panel) {
    const parties = panel.steps
        .filter((step) => step.status === "current" && step.kind === "approve")
        .flatMap((step) => step.parties)
        .filter((party) => ["current", "open"].includes(party.status));
    const names = parties.flatMap(({ name, people, added }) =>
        added ? people.map((person) => person.name) : name
    );
    return names.length ? _t("Waiting for %s", formatList(names)) : "";
}

/** What ends a round, by the state that it leaves the document in. */
const ENDS = { returned: ["return", "object"], rejected: ["reject"] };

/** Why it came back or was refused, to be read before anything else. */
export function reasonOf({ state, trail }) {
    const ends = ENDS[state] || [];
    return trail.findLast(({ action }) => ends.includes(action))?.comment || "";
}

/** @returns {Object | null} the mark of its registration */
export function filingOf({ filing }) {
    if (!filing || filing.state === "none") {
        return null;
    }
    if (filing.state === "pending") {
        return { ...markOf("current"), label: _t("To be registered") };
    }
    const label = filing.number ? _t("Registered, no. %s", filing.number) : _t("Registered");
    return { ...markOf("filed"), label };
}

/** The flow it goes through, and which round of it. */
export function originOf({ flow_name, version_number, round }) {
    const words = [];
    if (flow_name) {
        words.push(
            version_number
                ? _t("%(flow)s, version %(version)s", { flow: flow_name, version: version_number })
                : flow_name
        );
    }
    if (round > 1) {
        words.push(_t("round %s", round));
    }
    return words.join(" · ");
}

/** Who decides, to be compared before and after. */
export function chainOf(panel) {
    const steps = panel?.steps || [];
    return JSON.stringify(
        steps.map(({ key, kind, mode, status, parties }) => [
            [key, kind, mode, status === "skipped"],
            parties.map((party) => party.name),
        ])
    );
}

export function hasMovedOn(before, after) {
    return (
        ["state", "round", "digest"].some((key) => before[key] !== after[key]) ||
        before.my_task?.id !== after.my_task?.id ||
        before.trail.length !== after.trail.length
    );
}

/** What the trail says now and did not say before. */
export function newEvents(before, after) {
    const known = before?.trail.length || 0;
    return (after?.trail || []).slice(known);
}
