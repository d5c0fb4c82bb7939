import { _t } from "@web/core/l10n/translation";

import { Component, onWillUpdateProps, useRef, useState } from "@odoo/owl";

import { shortMoment } from "./marks";

/** What the person who asks may do: send, send again, urge, withdraw, ask to revoke. */
export class RequestBox extends Component {
    static template = "zhaoshang_approval.RequestBox";
    static props = {
        panel: Object,
        sending: Boolean,
        /** ("submit" | "resubmit", { choices, straight_back }) => Promise */
        onSubmit: Function,
        onWithdraw: Function,
        onUrge: Function,
        /** (reason) => Promise */
        onRevoke: Function,
    };

    setup() {
        this.reasonRef = useRef("reason");
        this.state = useState({ chosen: {}, isRevoking: false, reason: "", missing: false });
        this.readChoices(this.props.panel);
        onWillUpdateProps(({ panel }) => {
            this.readChoices(panel);
            this.state.isRevoking &&= panel.can.revoke;
        });
    }

    /** What was chosen before; what has been ticked meanwhile stays. */
    readChoices(panel) {
        for (const { party, people, chosen } of panel.choose || []) {
            const only = people.length === 1 ? [people[0].id] : chosen;
            this.state.chosen[party] ||= [...only];
        }
    }

    get hasNoFlow() {
        return this.props.panel.can.submit && !this.props.panel.steps.length;
    }

    /** Who decides, in a line: on a phone the steps are further down than the button. */
    get chainInShort() {
        return this.props.panel.steps
            .map((step) => `${step.name}${step.kind === "cc" ? "" : this.namesIn(step)}`)
            .join(" → ");
    }

    namesIn(step) {
        const names = step.parties.flatMap((party) => party.people.map((person) => person.name));
        return names.length === 1 ? ` (${names[0]})` : "";
    }

    get straightLabel() {
        return _t("Straight back to “%s”", this.props.panel.can.straight_back);
    }

    get lastUrged() {
        const urges = this.props.panel.trail.filter((event) => event.action === "urge");
        return urges.length ? _t("last urged %s", shortMoment(urges.at(-1).at)) : "";
    }

    isChosen(choice, person) {
        return this.state.chosen[choice.party].includes(person.id);
    }

    onChoose(choice, person) {
        const chosen = this.state.chosen[choice.party];
        this.state.chosen[choice.party] = chosen.includes(person.id)
            ? chosen.filter((id) => id !== person.id)
            : [...chosen, person.id];
    }

    submit(command, more = {}) {
        const { choose = [] } = this.props.panel;
        const chosen = choose.map(({ party }) => [party, this.state.chosen[party]]);
        const choices = chosen.length ? { choices: Object.fromEntries(chosen) } : {};
        return this.props.onSubmit(command, { ...choices, ...more });
    }

    askRevoke() {
        this.state.isRevoking = true;
    }

    cancel() {
        Object.assign(this.state, { isRevoking: false, missing: false });
    }

    async revoke() {
        const reason = this.state.reason.trim();
        this.state.missing = !reason;
        if (!reason) {
            this.reasonRef.el?.focus();
            return;
        }
        await this.props.onRevoke(reason);
    }
}
