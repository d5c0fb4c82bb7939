import { _t } from "@web/core/l10n/translation";

import { Component } from "@odoo/owl";

/** The people I asked to sign and who have not yet: I may take them away again. */
export class AddedPeople extends Component {
    static template = "zhaoshang_approval.AddedPeople";
    static props = { people: Array, sending: Boolean, onRemove: Function };

    labelOf(person) {
        return _t("Take %s away", person.name);
    }
}
