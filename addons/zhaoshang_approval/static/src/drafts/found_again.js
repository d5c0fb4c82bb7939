import { _t } from "@web/core/l10n/translation";

import { Component } from "@odoo/owl";

const { DateTime } = luxon;

/** Says above a box that what stands in it was typed before, and takes it out again. */
export class FoundAgain extends Component {
    static template = "zhaoshang_approval.FoundAgain";
    static props = {
        /** ms since 1970; 0 where nothing was found */
        at: Number,
        onClear: Function,
    };

    get words() {
        const moment = DateTime.fromMillis(this.props.at).toFormat("yyyy-MM-dd HH:mm");
        return _t("You typed this here on %s and did not send it.", moment);
    }
}
