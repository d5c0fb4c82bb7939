import { browser } from "@web/core/browser/browser";
import { session } from "@web/session";
import { user } from "@web/core/user";

const PREFIX = "zhaoshang_approval.opinion";
const KEPT_DAYS = 30;

/**
 * Opinions typed and not yet sent, kept in this browser: one for each person, document and task.
 * They survive a closed tab, an expired session and a decision that came too late.
 */
export class OpinionDrafts {
    /**
     * @param {string} resModel
     * @param {number} resId
     */
    constructor(resModel, resId) {
        this.prefix = `${PREFIX}/${session.db}/${user.userId}/${resModel}/${resId}/`;
        forgetOldDrafts();
    }

    /** @param {number} taskId */
    read(taskId) {
        return parse(browser.localStorage.getItem(this.prefix + taskId)).text;
    }

    /**
     * A text written for a task of this document that is over by now.
     *
     * @param {number} [taskId] the task that is open now
     * @returns {string}
     */
    readOrphan(taskId) {
        const key = keysWith(this.prefix).find((other) => other !== this.prefix + taskId);
        return key ? parse(browser.localStorage.getItem(key)).text : "";
    }

    /**
     * @param {number} taskId
     * @param {string} text an empty text forgets the draft
     */
    write(taskId, text) {
        const key = this.prefix + taskId;
        try {
            if (text.trim()) {
                browser.localStorage.setItem(key, JSON.stringify({ text, at: Date.now() }));
            } else {
                browser.localStorage.removeItem(key);
            }
        } catch {
            // A full or forbidden storage must not stop anybody from typing.
        }
    }

    /** Forgets every text for this document: it has been sent, or the person threw it away. */
    forgetAll() {
        for (const key of keysWith(this.prefix)) {
            browser.localStorage.removeItem(key);
        }
    }
}

/** @param {string} prefix */
function keysWith(prefix) {
    const storage = browser.localStorage;
    const keys = [];
    for (let index = 0; index < storage.length; index++) {
        keys.push(storage.key(index));
    }
    return keys.filter((key) => key.startsWith(prefix));
}

/** @param {string | null} value */
function parse(value) {
    try {
        const { text = "", at = 0 } = JSON.parse(value) || {};
        return { text, at };
    } catch {
        return { text: "", at: 0 };
    }
}

function forgetOldDrafts() {
    const oldest = Date.now() - KEPT_DAYS * 24 * 3600 * 1000;
    for (const key of keysWith(`${PREFIX}/`)) {
        if (parse(browser.localStorage.getItem(key)).at < oldest) {
            browser.localStorage.removeItem(key);
        }
    }
}
