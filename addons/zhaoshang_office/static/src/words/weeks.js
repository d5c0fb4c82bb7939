import { onMounted } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { CalendarCommonRenderer } from "@web/views/calendar/calendar_common/calendar_common_renderer";

/** What is read aloud of a week: FullCalendar's own Chinese leaves this one word in English. */
patch(CalendarCommonRenderer.prototype, {
    setup() {
        onMounted(() => {
            for (const locale of window.FullCalendar.globalLocales) {
                locale.weekTextLong ??= _t("Week").toString();
            }
        });
        super.setup();
    },
});
