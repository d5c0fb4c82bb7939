import { browser } from "@web/core/browser/browser";
import { patch } from "@web/core/utils/patch";
import { DateTimeField } from "@web/views/fields/datetime/datetime_field";

import { useEffect, useRef } from "@odoo/owl";

/**
 * The small calendar opens by a click on its date and by the down arrow. Odoo opens it wherever a
 * date has the focus, so also over a dialogue that gives the focus to its first field by itself.
 */
let pressed = null;
const pressAt = ({ clientX, clientY }) => (pressed = [clientX, clientY]);
const unpress = () => (pressed = null);
browser.addEventListener("pointerdown", pressAt, { capture: true });
browser.addEventListener("keydown", unpress, { capture: true });

/** Whether the last thing the person did was to press on this element; a row of a list changes
 * under the pointer into one to be filled in, so the place counts, not what was pressed. */
function isPressed(el) {
    const { left, right, top, bottom } = el.getBoundingClientRect();
    const [x, y] = pressed || [NaN, NaN];
    return left <= x && x <= right && top <= y && y <= bottom;
}

patch(DateTimeField.prototype, {
    setup() {
        super.setup();
        const open = this.openPicker;
        const place = useRef("root");
        this.openPicker = (index) => {
            if (isPressed(place.el.closest(".o_data_cell") || place.el)) {
                unpress(); // a later focus, as of a window that comes back, asks for nothing
                open(index);
            }
        };
        const onKeydown = (ev) => {
            if (ev.key === "ArrowDown" && ev.target.matches("input")) {
                ev.preventDefault();
                ev.stopPropagation(); // in a list: not to the row below
                open(ev.target.dataset.field === this.startDateField ? 0 : 1);
            }
        };
        useEffect(
            (el) => {
                el?.addEventListener("keydown", onKeydown);
                return () => el?.removeEventListener("keydown", onKeydown);
            },
            () => [place.el]
        );
    },
});
