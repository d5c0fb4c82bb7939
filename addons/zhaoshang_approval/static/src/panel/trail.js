import { _t } from "@web/core/l10n/translation";

import { Component } from "@odoo/owl";

import { fullMoment, shortMoment } from "./marks";

/** What has happened: who, on whose behalf, when, with what opinion, under which version. */
export class Trail extends Component {
    static template = "zhaoshang_approval.Trail";
    static props = { events: Array };

    setup() {
        this.shortMoment = shortMoment;
        this.fullMoment = fullMoment;
    }

    who(event) {
        return event.on_behalf_of
            ? _t("%(person)s for %(owner)s", { person: event.who, owner: event.on_behalf_of })
            : event.who;
    }

    /** A new round may follow another version of the flow. */
    startsRound(event, index) {
        return event.round !== this.props.events[index - 1]?.round;
    }

    origin(event) {
        return event.round > 1
            ? _t("round %(round)s, flow version %(version)s", event)
            : _t("flow version %(version)s", event);
    }
}
