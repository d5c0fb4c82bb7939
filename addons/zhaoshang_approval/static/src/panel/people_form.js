import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { _t } from "@web/core/l10n/translation";

import { Component, useState } from "@odoo/owl";

const POSITIONS = [
    ["before", _t("Before me (then it comes back to me)")],
    ["after", _t("After me (I agree now)")],
    ["parallel", _t("Together with me")],
];

/** Whom a task is handed to, or who is asked to sign and when. */
export class PeopleForm extends Component {
    static template = "zhaoshang_approval.PeopleForm";
    static components = { AutoComplete };
    static props = {
        /** reactive: people, position, mode */
        form: Object,
        /** several people, with their place in the order */
        isAsking: Boolean,
        /** without: whoever agrees has to sign, and does so in the box */
        canAgree: Boolean,
        /** text => Promise<{ id, name, post }[]> */
        search: Function,
    };

    setup() {
        this.form = useState(this.props.form);
    }

    get label() {
        return this.props.isAsking ? _t("Who shall sign, too?") : _t("Who shall decide instead?");
    }

    get sources() {
        return [{ options: (text) => this.findPeople(text), placeholder: _t("Searching…") }];
    }

    get positions() {
        return POSITIONS.filter(([key]) => this.props.canAgree || key !== "after");
    }

    get isFull() {
        return !this.props.isAsking && this.form.people.length > 0;
    }

    async findPeople(text) {
        const chosen = this.form.people.map((person) => person.id);
        const found = (await this.props.search(text)).filter(({ id }) => !chosen.includes(id));
        if (!found.length) {
            return [{ label: _t("Nobody found: try a family name or a department") }];
        }
        return found.map((person) => ({
            label: person.post ? `${person.name} · ${person.post}` : person.name,
            onSelect: () => this.form.people.push(person),
        }));
    }

    labelOfRemove(person) {
        return _t("Not %s", person.name);
    }

    remove(person) {
        this.form.people = this.form.people.filter((other) => other.id !== person.id);
    }
}
