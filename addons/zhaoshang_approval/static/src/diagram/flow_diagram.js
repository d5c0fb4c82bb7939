import { _t } from "@web/core/l10n/translation";
import { formatList } from "@web/core/l10n/utils";
import { formatFloat } from "@web/core/utils/numbers";

import { Component } from "@odoo/owl";

import { fullMoment, isDecided, markOf, shortMoment } from "../panel/marks";

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

/** What stands between two parties of a step. */
const JOINTS = {
    all: _t("and also"),
    any: _t("or"),
    sequential: _t("then"),
    vote: _t("and also"),
};

/** A step against the same one of another version. */
const CHANGES = {
    added: { icon: "fa-plus", tone: "good", label: _t("New step") },
    removed: { icon: "fa-minus", tone: "bad", label: _t("Left out") },
    changed: { icon: "fa-pencil", tone: "warn", label: _t("Changed") },
    moved: { icon: "fa-arrows-v", tone: "busy", label: _t("Moved") },
};

/**
 * A flow, drawn from plain data: its steps from top to bottom, their parties side by side.
 *
 * The shape says what a step does (circle: decides, square: registers, diamond: gets a copy), the
 * sign in it and the words how it stands.
 *
 * A step is `{key, name, kind, mode, ratio, condition, deadline_hours, status, parties}`, where
 * drawn so with `change: {kind, words}`; a party `{name, status, people, added}`, where drawn so
 * with `source` and `note`; a person `{name, status, at, comment}`.
 */
export class FlowDiagram extends Component {
    static template = "zhaoshang_approval.FlowDiagram";
    static props = {
        steps: Array,
        /** nothing has been sent: the steps are what would happen */
        preview: { type: Boolean, optional: true },
        /** draws where it begins and ends, too */
        whole: { type: Boolean, optional: true },
        /** called with a step's key; the names of the steps are buttons then */
        onOpen: { type: Function, optional: true },
    };

    setup() {
        this.markOf = markOf;
        this.shortMoment = shortMoment;
        this.fullMoment = fullMoment;
    }

    /** What the step does, in a few words. */
    rule(step) {
        const parties = step.parties.filter((party) => !party.added);
        if (step.kind !== "approve" || parties.length < 2) {
            return KINDS[step.kind];
        }
        const ratio = formatFloat(step.ratio, { digits: [5, 2], trailingZeros: false });
        return step.mode === "vote" ? _t("By a vote, %s%% must agree", ratio) : MODES[step.mode];
    }

    deadline({ deadline_hours: hours }) {
        const count = formatFloat(hours, { digits: [8, 2], trailingZeros: false });
        return hours > 0 ? _t("within %s hours", count) : "";
    }

    joint(step) {
        return step.kind === "approve" ? JOINTS[step.mode] : "";
    }

    changeOf(step) {
        return CHANGES[step.change?.kind];
    }

    /** The sign within the shape; while nothing is decided, the number of the step. */
    icon(step) {
        if (step.status !== "coming") {
            return markOf(step.status).icon;
        }
        return "";
    }

    statusLabel(step) {
        if (step.status === "done") {
            const label = { approve: "approved", file: "filed", cc: "read" }[step.kind];
            return markOf(label || step.status).label;
        }
        return markOf(step.status).label;
    }

    /** In a preview only what is not as expected is said to everybody. */
    isStatusQuiet(step) {
        return this.props.preview && step.status === "coming";
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
