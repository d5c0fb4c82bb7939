import { useService } from "@web/core/utils/hooks";
import { KeepLast } from "@web/core/utils/concurrency";
import { useDebounced } from "@web/core/utils/timing";
import { getDefaultConfig, View } from "@web/views/view";

import { Component, onPatched, onWillPatch, useEffect, useState, useSubEnv } from "@odoo/owl";

import { TASK_MODEL } from "./inbox_service";

/** Rows passed in a hurry are not loaded (ms). */
const DELAY = 100;

/**
 * The document of a task beside the list: its own form, to be read, and with it the panel. What is
 * still to be seen of the row before takes no decision.
 */
export class MatterPreview extends Component {
    static template = "zhaoshang_approval.MatterPreview";
    static components = { View };
    static props = {
        taskId: { type: [Number, { value: null }] },
        /** while rows are ticked, nothing is decided here */
        isHeld: Boolean,
        /** taskId => void: it has been decided */
        onGoOn: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({ matter: null, presentId: null });
        this.keepLast = new KeepLast();
        useSubEnv({
            // a place of its own: the name of the document is not the name of the list
            config: getDefaultConfig(),
            zsPreview: {
                isBehind: () => this.isBehind,
                goOn: (taskId) => this.props.onGoOn(taskId),
            },
        });
        const loadSoon = useDebounced(() => this.load(), DELAY);
        useEffect(
            (taskId) => {
                if (taskId) {
                    loadSoon();
                }
            },
            () => [this.props.taskId]
        );
        // a form that comes up takes the focus; the keyboard stays in the list
        let focused;
        onWillPatch(() => (focused = document.activeElement));
        onPatched(() => {
            const { matter, presentId } = this.state;
            if (matter && matter.taskId !== presentId) {
                focused?.focus();
                this.state.presentId = matter.taskId;
            }
        });
    }

    get isBehind() {
        return this.props.isHeld || this.state.presentId !== this.props.taskId;
    }

    async load() {
        const { taskId } = this.props;
        if (!taskId) {
            return; // decided with others before its turn came
        }
        const { res_model: resModel, res_id: resId } = await this.keepLast.add(
            this.orm.silent.call(TASK_MODEL, "action_open_document", [[taskId]])
        );
        this.state.matter = { taskId, resModel, resId };
    }

    get viewProps() {
        const { resModel, resId } = this.state.matter;
        return {
            type: "form",
            resModel,
            resId,
            readonly: true,
            preventCreate: true,
            preventEdit: true,
            display: { controlPanel: false },
        };
    }
}
