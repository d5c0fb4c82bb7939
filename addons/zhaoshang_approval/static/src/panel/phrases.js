import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { useService } from "@web/core/utils/hooks";

import { Component, onWillStart, useExternalListener, useState } from "@odoo/owl";

const MODEL = "mail.canned.response";
const ACTION = "zhaoshang_approval.zhaoshang_approval_phrase_action";

/** As many as there are digits to choose them by. */
const LIMIT = 9;

/** One's own phrases and the shared ones; two keys put one into the opinion: 5, then its number. */
export class Phrases extends Component {
    static template = "zhaoshang_approval.Phrases";
    static components = { Dropdown, DropdownItem };
    static props = { state: Object, text: String, disabled: Boolean, onPick: Function };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.phrases = useState([]);
        onWillStart(() => this.load());
        useExternalListener(window, "keydown", this.onKeydown, { capture: true });
    }

    async load() {
        const found = await this.orm.silent.searchRead(
            MODEL,
            [["zs_opinion", "=", true]],
            ["substitution"],
            { order: "is_shared, id", limit: LIMIT }
        );
        this.phrases.splice(0, LIMIT, ...found.map((phrase) => phrase.substitution));
    }

    /** Whether what is written may be kept for another time. */
    get isNew() {
        const text = this.props.text.trim();
        return Boolean(text) && !this.phrases.includes(text);
    }

    async keep() {
        const substitution = this.props.text.trim();
        await this.orm.create(MODEL, [{ substitution, zs_opinion: true }]);
        await this.load();
    }

    manage() {
        this.action.doAction(ACTION);
    }

    onKeydown(ev) {
        const phrase = this.props.state.isOpen && this.phrases[Number(ev.key) - 1];
        if (phrase) {
            ev.preventDefault();
            ev.stopPropagation();
            this.props.state.close();
            this.props.onPick(phrase);
        }
    }
}
