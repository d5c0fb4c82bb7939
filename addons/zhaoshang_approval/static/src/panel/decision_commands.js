import { _t } from "@web/core/l10n/translation";
import { formatList } from "@web/core/l10n/utils";

import { TASK_MODEL } from "../inbox/inbox_service";

/**
 * A command as the server knows it.
 *
 * @param {Object} orm
 * @param {string} command see DecisionBox
 * @param {number} taskId
 * @param {Object} panel what the person saw when he decided
 * @param {string} text
 * @param {Object} options
 * @returns {Promise}
 */
export function send(orm, command, taskId, panel, text, options) {
    const { stepKey, straightBack, people, position, mode, signature, day } = options;
    const { round, digest } = panel;
    const call = (method, args, kwargs = {}) =>
        orm.call(TASK_MODEL, method, [[taskId], ...args], kwargs);
    const ids = people?.map((person) => person.id);
    switch (command) {
        case "return":
            return call("action_return", [], {
                step_key: stepKey,
                comment: text,
                straight_back: straightBack,
            });
        case "read":
            return call("action_acknowledge", []);
        case "object":
            return call("action_object", [text]);
        case "later":
            return call("action_later", [], { day });
        case "transfer":
            return call("action_transfer", [ids[0]], { comment: text || null });
        case "add_sign":
            return call("action_add_sign", [ids, position], { mode, comment: text || null });
    }
    return call("action_decide", [command], {
        comment: text || null,
        expected_round: round,
        expected_digest: digest,
        ...(signature && { signature }),
    });
}

/** What was done with the matter of that name, in words. */
export function doneMessage(command, name, { people, day }) {
    const names = formatList((people || []).map((person) => person.name));
    const messages = {
        approve: () => _t("Agreed: %s", name),
        reject: () => _t("Refused: %s", name),
        return: () => _t("Returned: %s", name),
        file: () => _t("Registered: %s", name),
        read: () => _t("Marked as read: %s", name),
        object: () => _t("Objected to: %s", name),
        later: () =>
            day
                ? _t("Set aside until %(day)s: %(name)s", { day, name })
                : _t("Set aside until tomorrow: %s", name),
        transfer: () => _t("Handed on to %(names)s: %(name)s", { names, name }),
        add_sign: () => _t("%(names)s asked to sign, too: %(name)s", { names, name }),
    };
    return messages[command]();
}

/** What may be taken back for a moment. */
export function isUndoable(command, { position }) {
    return (
        ["approve", "reject", "return"].includes(command) ||
        (command === "add_sign" && position === "after")
    );
}
