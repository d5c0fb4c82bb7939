import { KeptTexts } from "../drafts/kept_texts";

/** Opinions typed and not yet sent: one for each document and task. */
export class OpinionDrafts {
    /**
     * @param {string} resModel
     * @param {number} resId
     */
    constructor(resModel, resId) {
        this.document = `${resModel}/${resId}/`;
        this.kept = new KeptTexts("zhaoshang_approval.opinion");
    }

    /** @param {number} taskId */
    read(taskId) {
        return this.kept.read(this.document + taskId).text || "";
    }

    /**
     * A text written for a task of this document that is over by now.
     *
     * @param {number} [taskId] the task that is open now
     * @returns {string}
     */
    readOrphan(taskId) {
        const keys = this.kept.keysFrom(this.document);
        const key = keys.find((other) => other !== this.document + taskId);
        return key ? this.kept.read(key).text || "" : "";
    }

    /**
     * @param {number} taskId
     * @param {string} text an empty text forgets the draft
     */
    write(taskId, text) {
        this.kept.write(this.document + taskId, text.trim() ? { text } : null);
    }

    /** Forgets every text for this document: it has been sent, or the person threw it away. */
    forgetAll() {
        for (const key of this.kept.keysFrom(this.document)) {
            this.kept.write(key, null);
        }
    }
}
