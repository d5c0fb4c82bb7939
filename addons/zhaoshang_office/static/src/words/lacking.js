import { _t } from "@web/core/l10n/translation";

/**
 * What Odoo says and its own Chinese lacks. Named here, these texts are exported and translated with
 * ours, and Odoo finds them: where an addon has no word for a text, the words of all others serve.
 */
export const lackingInOdoo = () => [
    _t("Add Star"),
    _t("Among the %(total)s selected records, %(valid_count)s are valid for this update."),
    _t("Are you sure you want to delete the %(nbSelected)s selected records?"),
    _t("Are you sure you want to delete the selected record?"),
    _t("Are you sure you want to update %(count)s records?"),
    _t("Caps Lock is on!"),
    _t("Custom range"),
    _t("Missing required fields"),
    _t("Month to date"),
    _t("My Preferences"),
    _t('Press "Enter" to add criterion'),
    _t("Select one or several criteria"),
    _t("Remove Star"),
    _t("Show options"),
    _t("Try searching for another keyword"),
    _t("Year to date"),
    _t("before"),
    _t("between"),
    _t("empty"),
    _t("greater or equal to"),
    _t("lower or equal to"),
    _t("lower than"),
];
