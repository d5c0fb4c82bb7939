import { patch } from "@web/core/utils/patch";
import { FormController } from "@web/views/form/form_controller";

import { onMounted, onWillUnmount, toRaw, useEffect, useState, useSubEnv } from "@odoo/owl";

import { BoxDraft } from "./box_draft";
import { FoundAgain } from "./found_again";

/** A new record of ours in a dialogue; or a form that says of itself that it is a box. */
function isBox({ env, props, archInfo }) {
    const says = archInfo.xmlDoc.classList.contains("o_zs_box");
    return env.dialogData && props.resModel.startsWith("zhaoshang.") && (!props.resId || says);
}

patch(FormController.prototype, {
    setup() {
        super.setup();
        this.zsFoundAgain = FoundAgain;
        this.zsBox = isBox(this) ? new BoxDraft() : null;
        if (this.zsBox) {
            this.zsKeepTexts(this.zsBox);
        }
    },

    zsKeepTexts(box) {
        box.found = useState(box.found);
        const { onClickViewButton } = this.env;
        useSubEnv({
            onClickViewButton: async (params) => {
                try {
                    return await onClickViewButton(params);
                } catch (error) {
                    box.isSending = false;
                    throw error;
                }
            },
        });
        // The cross and Esc come this way, buttons do not. Raw: who reads and then changes what all
        // dialogues watch draws them all anew, and this one with them, without an end.
        const dialogData = toRaw(this.env.dialogData);
        const { dismiss } = dialogData;
        dialogData.dismiss = () => {
            box.isSending = false;
            return dismiss?.();
        };
        const onInput = (ev) => box.onInput(ev);
        useEffect(
            (el) => {
                el.addEventListener("input", onInput);
                return () => el.removeEventListener("input", onInput);
            },
            () => [this.rootRef.el]
        );
        onMounted(() => box.open(this.model.root));
        onWillUnmount(() => box.close());
    },

    zsClearBox() {
        return this.zsBox.clear();
    },

    async beforeExecuteActionButton(clickParams) {
        if (this.zsBox) {
            this.zsBox.isSending = clickParams.special !== "cancel";
        }
        return super.beforeExecuteActionButton(clickParams);
    },

    async save(params) {
        if (this.zsBox) {
            this.zsBox.isSending = true;
        }
        return super.save(params);
    },
});
