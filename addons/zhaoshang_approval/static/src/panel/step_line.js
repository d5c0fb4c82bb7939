import { _t } from "@web/core/l10n/translation";
import { formatList } from "@web/core/l10n/utils";

import { Component } from "@odoo/owl";

import { fullMoment, isDecided, markOf, shortMoment } from "./marks";

const KINDS = {
    approve: _t("Decides"),
    file: _t("Registers it, does not hold it up"),
    cc: _t("Gets a copy"),
};

const MODES = {
    all: _t("All must agree"),
    any: _t("One is enough"),
    sequential: _t("One after the other"),
    vote: _t("By a vote"),
};

/** The flow as a line of steps: what is done, where the matter is now, what is to come. */
export class StepLine extends Component {
    static template = "zhaoshang_approval.StepLine";
    static props = { steps: Array, preview: { type: Boolean, optional: true } };

    setup() {
        this.markOf = markOf;
        this.shortMoment = shortMoment;
        this.fullMoment = fullMoment;
    }

    /** What the step does, in a few words. */
    rule(step) {
        const parties = step.parties.filter((party) => !party.added);
        const isJoint = step.kind === "approve" && parties.length > 1;
        return isJoint ? MODES[step.mode] : KINDS[step.kind];
    }

    statusLabel(step) {
        if (step.status === "done") {
            const label = { approve: "approved", file: "filed", cc: "read" }[step.kind];
            return markOf(label || step.status).label;
        }
        return markOf(step.status).label;
    }

    /** Between several parties of a step it is worth saying who is still asked. */
    showsStatus(step) {
        return step.parties.length > 1 && !["coming", "skipped"].includes(step.status);
    }

    /** Those who have acted for the party; while nobody has, nobody. */
    deciders(party) {
        return party.people.filter((person) => isDecided(person.status));
    }

    /** Any one of these may act for the party. */
    candidates(party) {
        const names = party.people
            .filter((person) => !isDecided(person.status))
            .map((person) => person.name);
        return formatList([...new Set(names)], { style: "or" });
    }
}
