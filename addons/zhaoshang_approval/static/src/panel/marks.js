import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";

const { DateTime } = luxon;

/**
 * A state is shown by sign, text and colour together, never by colour alone.
 * `tone` names the colour: good, busy, quiet, bad, warn.
 */
const MARKS = {
    draft: { icon: "fa-pencil", tone: "quiet", label: _t("Draft") },
    running: { icon: "fa-hourglass-half", tone: "busy", label: _t("In Approval") },
    approved: { icon: "fa-check", tone: "good", label: _t("Agreed") },
    rejected: { icon: "fa-times", tone: "bad", label: _t("Refused") },
    returned: { icon: "fa-reply", tone: "warn", label: _t("Returned") },
    withdrawn: { icon: "fa-undo", tone: "quiet", label: _t("Withdrawn") },
    revoked: { icon: "fa-ban", tone: "bad", label: _t("Revoked") },
    done: { icon: "fa-check", tone: "good", label: _t("Done") },
    current: { icon: "fa-hourglass-half", tone: "busy", label: _t("Waiting") },
    open: { icon: "fa-hourglass-half", tone: "busy", label: _t("Waiting") },
    coming: { icon: "fa-circle-o", tone: "quiet", label: _t("To come") },
    skipped: { icon: "fa-minus", tone: "quiet", label: _t("Not needed") },
    closed: { icon: "fa-minus", tone: "quiet", label: _t("Not needed") },
    filed: { icon: "fa-archive", tone: "good", label: _t("Registered") },
    read: { icon: "fa-eye", tone: "good", label: _t("Read") },
    waiting: { icon: "fa-pause", tone: "quiet", label: _t("Waits for those asked") },
    transferred: { icon: "fa-share", tone: "quiet", label: _t("Handed on") },
};

/** A document that is agreed while it is decided whether to revoke it. */
export const REVOCATION = {
    icon: "fa-hourglass-half",
    tone: "warn",
    label: _t("Revocation in approval"),
};

/** What people have done, in contrast to what waits or is not needed any more. */
const DECIDED = new Set(["done", "approved", "rejected", "returned", "filed", "read"]);

/** @param {string} status */
export function markOf(status) {
    return MARKS[status] || { icon: "fa-circle-o", tone: "quiet", label: status };
}

const ACTIONS = {
    submit: _t("Submitted"),
    resubmit: _t("Submitted Again"),
    withdraw: _t("Withdrawn"),
    approve: _t("Agreed"),
    reject: _t("Refused"),
    return: _t("Returned"),
    file: _t("Registered"),
    acknowledge: _t("Read"),
    transfer: _t("Handed On"),
    add_sign: _t("Asked Others"),
    remove_sign: _t("Took Away"),
    undo: _t("Took Back"),
    urge: _t("Urged"),
    object: _t("Objected"),
    request_revoke: _t("Asked to Revoke"),
    revoke: _t("Revoked"),
    delegate: _t("Delegated"),
    delegate_end: _t("Delegation Ended"),
    remind: _t("Reminded"),
    escalate: _t("Told the Deputy"),
    add_file: _t("Added Files"),
};

/** @param {string} action of an event */
export function actionLabel(action) {
    return ACTIONS[action] || action;
}

/** @param {string} status */
export function isDecided(status) {
    return DECIDED.has(status);
}

/**
 * @param {string | false} value a moment as the server sends it (UTC)
 * @returns {string} short, without the year while it is this year
 */
export function shortMoment(value) {
    if (!value) {
        return "";
    }
    const moment = deserializeDateTime(value);
    const format = moment.year === DateTime.now().year ? "MM-dd HH:mm" : "yyyy-MM-dd HH:mm";
    return formatDateTime(moment, { format });
}

/** @param {string | false} value a moment as the server sends it (UTC) */
export function fullMoment(value) {
    return value ? formatDateTime(deserializeDateTime(value)) : "";
}
