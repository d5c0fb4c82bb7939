import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { Component, onWillStart, useState } from "@odoo/owl";

import { FlowDiagram } from "../diagram/flow_diagram";

const MODEL = "zhaoshang.approval.version";

/** Two versions of a flow side by side: both drawings, and what is different in words. */
export class FlowComparison extends Component {
    static template = "zhaoshang_approval.FlowComparison";
    static components = { FlowDiagram, Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        const { active_id, zs_before, zs_after } = this.props.action.context;
        this.flowId = active_id;
        this.state = useState({
            versions: [],
            before: zs_before || false,
            after: zs_after || false,
            found: null,
        });
        this.env.config.setDisplayName(this.props.action.name || _t("Versions Compared"));
        onWillStart(() => this.load());
    }

    async load() {
        this.state.versions = await this.orm.searchRead(
            MODEL,
            [["flow_id", "=", this.flowId]],
            ["number", "state"],
            { order: "number desc" }
        );
        const { versions } = this.state;
        const inForce = versions.find((version) => version.state === "published");
        this.state.before ||= (inForce || versions.at(-1))?.id || false;
        this.state.after ||= versions[0]?.id || false;
        await this.compare();
    }

    async compare() {
        const { before, after } = this.state;
        this.state.found = before
            ? await this.orm.call(MODEL, "zs_compare", [[before], after])
            : null;
    }

    label(version) {
        const states = {
            draft: _t("Draft"),
            proposed: _t("Waiting for a Second Person"),
            published: _t("In Force"),
            retired: _t("Retired"),
        };
        return _t("Version %(number)s · %(state)s", {
            number: version.number,
            state: states[version.state],
        });
    }

    /** @param {"before" | "after"} side */
    async choose(side, ev) {
        this.state[side] = Number(ev.target.value);
        await this.compare();
    }
}

registry.category("actions").add("zs_flow_comparison", FlowComparison);
