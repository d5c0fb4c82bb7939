import { registry } from "@web/core/registry";
import { IntegerField, integerField } from "@web/views/fields/integer/integer_field";

/** A number that may be left out: shows nothing, not 0, where none was given. */
export class BlankZeroField extends IntegerField {
    get formattedValue() {
        return this.value ? super.formattedValue : "";
    }
}

registry.category("fields").add("zs_blank_zero", { ...integerField, component: BlankZeroField });
