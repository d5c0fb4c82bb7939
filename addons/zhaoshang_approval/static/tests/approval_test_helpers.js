import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { defineModels, fields, models, mountView, onRpc } from "@web/../tests/web_test_helpers";

import { SETTLE_DELAY } from "@zhaoshang_approval/panel/decision_box";

/** A document as a host model has it: one field of its own, and the engine's state. */
export class Petition extends models.Model {
    _name = "petition";

    name = fields.Char();
    zs_approval_state = fields.Selection({
        selection: [
            ["draft", "Draft"],
            ["running", "In approval"],
            ["approved", "Agreed"],
        ],
        default: "draft",
    });

    _records = [{ id: 7, name: "Five days in May", zs_approval_state: "running" }];
    _views = {
        form: /* xml */ `
            <form>
                <sheet>
                    <field name="zs_approval_state" widget="zs_approval_panel" nolabel="1"/>
                    <group><field name="name"/></group>
                </sheet>
            </form>`,
    };
}

export class ApprovalTask extends models.Model {
    _name = "zhaoshang.approval.task";

    title = fields.Char();
    res_model = fields.Char();
    res_id = fields.Integer();
    user_id = fields.Integer();
    state = fields.Char();
    due_at = fields.Datetime();
    later_until = fields.Datetime();
    kind = fields.Char();
    flow_name = fields.Char();

    _records = [];
}

class ApprovalInstance extends models.Model {
    _name = "zhaoshang.approval.instance";
}

class ApprovalEvent extends models.Model {
    _name = "zhaoshang.approval.event";
}

export function defineApprovalModels() {
    defineMailModels();
    defineModels([Petition, ApprovalTask, ApprovalInstance, ApprovalEvent]);
    onRpc("zhaoshang.approval.task", "zs_inbox_badge", () => ({ count: 0, more: false }));
    onRpc("mail.canned.response", "search_read", () => []);
}

/** What has just come up takes decisions from now on. */
export async function settle() {
    await advanceTime(SETTLE_DELAY);
    await animationFrame();
}

export async function openMatter(resId = 7) {
    await mountView({ type: "form", resModel: "petition", resId });
    await settle();
}

export const MY_TASK = {
    id: 31,
    kind: "approve",
    step_name: "Both departments",
    comment_required: false,
    due_at: false,
    on_behalf_of: false,
    signature_required: false,
    assign_only: false,
    can_ask: true,
    can_object: false,
};

/**
 * What `zs_approval_panel` answers for a running document.
 *
 * @param {Object} [values]
 */
export function panelOf(values = {}) {
    return {
        state: "running",
        state_label: "In approval",
        flow_name: "Leave",
        version_number: 1,
        instance_id: 4,
        round: 1,
        digest: "abc",
        requester: "Jia",
        submitted_at: "2026-11-20 01:00:00",
        filing: null,
        my_task: MY_TASK,
        can: {},
        choose: [],
        added: [],
        papers: [],
        revocation: false,
        return_steps: [{ key: "head", name: "Head" }],
        steps: [
            {
                key: "head",
                name: "Head",
                kind: "approve",
                mode: "all",
                status: "done",
                parties: [
                    {
                        name: "Head of the bureau",
                        status: "done",
                        people: [
                            {
                                name: "Zhen",
                                status: "approved",
                                at: "2026-11-20 02:00:00",
                                comment: "Fine",
                            },
                        ],
                    },
                ],
            },
            {
                key: "departments",
                name: "Both departments",
                kind: "approve",
                mode: "all",
                status: "current",
                parties: [
                    {
                        name: "Organisation",
                        status: "current",
                        people: [
                            { name: "Zhong", status: "open", at: false, comment: false },
                            { name: "Fu", status: "open", at: false, comment: false },
                        ],
                    },
                    {
                        name: "Investment",
                        status: "current",
                        people: [{ name: "Shu", status: "open", at: false, comment: false }],
                    },
                ],
            },
            {
                key: "filing",
                name: "Filing",
                kind: "file",
                mode: "all",
                status: "coming",
                parties: [{ name: "Investment", status: "coming", people: [] }],
            },
        ],
        trail: [
            {
                at: "2026-11-20 01:00:00",
                who: "Jia",
                on_behalf_of: false,
                action: "submit",
                action_label: "asked",
                step_name: false,
                round: 1,
                comment: false,
                version: 1,
            },
            {
                at: "2026-11-20 02:00:00",
                who: "An",
                on_behalf_of: "Zhen",
                action: "approve",
                action_label: "agreed",
                step_name: "Head",
                round: 1,
                comment: "Fine",
                version: 1,
            },
        ],
        ...values,
    };
}

/** The same document for the one who asks, before it is sent. */
export function draftPanelOf(values = {}) {
    const { steps } = panelOf();
    return panelOf({
        state: "draft",
        state_label: "Draft",
        instance_id: false,
        round: 0,
        digest: false,
        submitted_at: false,
        my_task: null,
        can: { submit: true, withdraw: false, resubmit: false },
        return_steps: [],
        steps: steps.map((step) => ({ ...step, status: "coming" })),
        trail: [],
        ...values,
    });
}
