import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

import { Component, onMounted, status } from "@odoo/owl";

/** Where a check stands, in words; carries on one's own check until it is done. */
export class CheckProgress extends Component {
    static template = "zhaoshang_approval.CheckProgress";
    static props = { ...standardFieldProps };

    setup() {
        this.orm = useService("orm");
        onMounted(() => this.carryOn());
    }

    get state() {
        return this.props.record.data.state;
    }

    get percent() {
        return Math.min(100, Math.round(this.props.record.data.progress));
    }

    async carryOn() {
        const { record } = this.props;
        let isRunning = this.state === "running" && record.data.user_id?.id === user.userId;
        while (isRunning && status(this) !== "destroyed") {
            isRunning = await this.orm.silent.call(record.resModel, "zs_step", [[record.resId]]);
            if (status(this) !== "destroyed") {
                await record.load();
            }
        }
    }
}

registry.category("fields").add("zs_check_progress", {
    component: CheckProgress,
    supportedTypes: ["text"],
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "progress", type: "float" },
        { name: "user_id", type: "many2one" },
    ],
});
