import { RedirectWarningDialog } from "@web/core/errors/error_dialogs";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

/** A way on is no warning, and the product behind it says nothing to an official. */
patch(RedirectWarningDialog.prototype, {
    setup() {
        super.setup();
        this.title = _t("Please note");
    },
});
