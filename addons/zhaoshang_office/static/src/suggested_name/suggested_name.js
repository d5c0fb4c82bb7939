import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { Component, useRef } from "@odoo/owl";

const MOST = 8;

/**
 * A name typed as plain text, with the names that are on record already offered below: no dialogue,
 * on a phone either. The server finds out whether it is one of them or a new one.
 *
 * Options: `model` is searched by its name; `within` names the many2one of the form whose rows alone
 * are offered, which the model has by the same name.
 */
export class SuggestedNameField extends Component {
    static template = "zhaoshang_office.SuggestedNameField";
    static components = { AutoComplete };
    static props = {
        ...standardFieldProps,
        model: String,
        within: { type: String, optional: true },
        placeholder: { type: String, optional: true },
    };

    setup() {
        this.orm = useService("orm");
        this.root = useRef("root");
        useBus(this.props.record.model.bus, "NEED_LOCAL_CHANGES", ({ detail }) =>
            detail.proms.push(this.commit())
        );
    }

    get value() {
        return this.props.record.data[this.props.name] || "";
    }

    get sources() {
        return [{ placeholder: _t("Loading..."), options: (typed) => this.suggest(typed) }];
    }

    async suggest(typed) {
        const { model, within, record } = this.props;
        const domain = [["name", "ilike", typed]];
        if (within) {
            domain.push([within, "=", record.data[within].id || 0]);
        }
        const found = await this.orm.searchRead(model, domain, ["name"], { limit: MOST });
        return found.map(({ name }) => ({ label: name, onSelect: () => this.set(name) }));
    }

    commit() {
        return this.set(this.root.el?.querySelector("input")?.value ?? this.value);
    }

    async set(text) {
        const name = text.trim();
        if (name !== this.value) {
            await this.props.record.update({ [this.props.name]: name });
        }
    }
}

registry.category("fields").add("zs_suggested_name", {
    component: SuggestedNameField,
    supportedTypes: ["char"],
    extractProps: ({ options, placeholder }) => ({
        model: options.model,
        within: options.within,
        placeholder,
    }),
});
