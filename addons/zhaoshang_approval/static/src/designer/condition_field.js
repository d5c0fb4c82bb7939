import { registry } from "@web/core/registry";
import { DomainField, domainField } from "@web/views/fields/domain/domain_field";

/**
 * Odoo's editor of domains without its count of records: who keeps flows seldom may read the
 * documents, and a refusal to count is no fault of the condition. The list of what is wrong says
 * whether it holds.
 */
export class ConditionField extends DomainField {
    static template = "zhaoshang_approval.ConditionField";

    async checkProps() {}
}

registry.category("fields").add("zs_condition", { ...domainField, component: ConditionField });
