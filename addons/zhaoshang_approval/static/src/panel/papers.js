import { browser } from "@web/core/browser/browser";
import { FileModel } from "@web/core/file_viewer/file_model";
import { useFileViewer } from "@web/core/file_viewer/file_viewer_hook";
import { useHotkey } from "@web/core/hotkeys/hotkey_hook";
import { _t } from "@web/core/l10n/translation";

import { Component, onWillUpdateProps, useState } from "@odoo/owl";

/** Whether this person likes to have the file beside the form ("1") or not ("0"). */
const LIKED_KEY = "zhaoshang_approval.papers_beside";

/** Where nothing was said yet: from this width on (px) there is room for both without a click. */
const ROOM_FOR_BOTH = 1650;

/** More files than these stand behind a button: progress and history are to be seen, too. */
const FEW = 4;

const TYPING = "input, textarea, select, [contenteditable]";

/**
 * The files of the document, to be read beside it: on a page of its own to the right of the form,
 * beside a list in place of the list, on a phone over everything. P opens the first and closes it.
 */
export class Papers extends Component {
    static template = "zhaoshang_approval.Papers";
    static props = {
        /** { id, name, mimetype, checksum }[] */
        papers: Array,
    };

    setup() {
        this.viewer = useFileViewer();
        this.state = useState({ shownId: null, isOpen: false });
        this.files = this.filesOf(this.props);
        onWillUpdateProps((props) => {
            this.files = this.filesOf(props);
        });
        if (this.opensByItself) {
            this.state.shownId = this.first?.id ?? null;
        }
        useHotkey("p", () => this.toggle(this.shown || this.first), {
            isAvailable: (target) => this.first && !target.closest?.(TYPING),
        });
        useHotkey("escape", () => this.close(), { isAvailable: () => Boolean(this.shown) });
    }

    filesOf({ papers }) {
        return papers.map((paper) => Object.assign(new FileModel(), paper));
    }

    get first() {
        return this.files.find((file) => file.isPdf || file.isImage);
    }

    get shown() {
        return this.files.find((file) => file.id === this.state.shownId);
    }

    /** Over a list it comes up only where it is asked for. */
    get opensByItself() {
        if (!this.hasPlace || this.env.zsPreview) {
            return false;
        }
        const liked = browser.localStorage.getItem(LIKED_KEY);
        return liked ? liked === "1" : browser.innerWidth >= ROOM_FOR_BOTH;
    }

    get hasPlace() {
        return !this.env.isSmall && !this.env.inDialog;
    }

    /** Where the page of the file stands: beside what the form is part of. */
    get place() {
        return this.env.zsPreview
            ? ".o_zs_matters > .o_content"
            : ".o_form_view.o_action .o_content";
    }

    /** One that would be the only one behind the button stands here, too. */
    get listed() {
        const isWhole = this.state.isOpen || this.files.length <= FEW + 1;
        return isWhole ? this.files : this.files.slice(0, FEW);
    }

    get moreText() {
        return _t("%s more", this.files.length - FEW);
    }

    get title() {
        return _t("Attached files: %s", this.files.length);
    }

    icon(file) {
        return file.isPdf ? "fa-file-pdf-o" : file.isImage ? "fa-file-image-o" : "fa-file-o";
    }

    isBeside(file) {
        return file.isPdf || file.isImage;
    }

    toggle(file) {
        if (!this.hasPlace) {
            this.viewer.open(file, this.files);
        } else if (this.state.shownId === file.id) {
            this.close();
        } else {
            this.state.shownId = file.id;
            browser.localStorage.setItem(LIKED_KEY, "1");
        }
    }

    close() {
        this.state.shownId = null;
        browser.localStorage.setItem(LIKED_KEY, "0");
    }
}
