import { browser } from "@web/core/browser/browser";
import { session } from "@web/session";
import { user } from "@web/core/user";

const KEPT_DAYS = 30;

/**
 * Texts typed and not yet sent, kept in this browser for the person who typed them. They survive a
 * closed box, a closed tab, an expired session and a command that was refused.
 */
export class KeptTexts {
    /** @param {string} kind what the texts are for: each kind forgets its old ones */
    constructor(kind) {
        this.kind = `${kind}/`;
        this.prefix = `${this.kind}${session.db}/${user.userId}/`;
        this.forgetOld();
    }

    /**
     * @param {string} key
     * @returns {Object} what was kept, and `at` (ms since 1970); empty where nothing is
     */
    read(key) {
        return parse(browser.localStorage.getItem(this.prefix + key));
    }

    /**
     * @param {string} key
     * @param {Object | null} values nothing forgets what was kept
     */
    write(key, values) {
        try {
            if (values) {
                const kept = JSON.stringify({ ...values, at: Date.now() });
                browser.localStorage.setItem(this.prefix + key, kept);
            } else {
                browser.localStorage.removeItem(this.prefix + key);
            }
        } catch {
            // A full or forbidden storage must not stop anybody from typing.
        }
    }

    /** @param {string} start */
    keysFrom(start) {
        return keysWith(this.prefix + start).map((key) => key.slice(this.prefix.length));
    }

    forgetOld() {
        const oldest = Date.now() - KEPT_DAYS * 24 * 3600 * 1000;
        for (const key of keysWith(this.kind)) {
            if ((parse(browser.localStorage.getItem(key)).at || 0) < oldest) {
                browser.localStorage.removeItem(key);
            }
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
        return JSON.parse(value) || {};
    } catch {
        return {};
    }
}
