import { useDropzone } from "@web/core/dropzone/dropzone_hook";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { getDataURLFromFile } from "@web/core/utils/urls";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

import { Component, useRef, useState } from "@odoo/owl";

export const ACCEPTED = ".xml,.ofd,.pdf,image/*";
const LARGE_PHOTO = 1.5 * 1024 * 1024;
const LONGEST_SIDE = 2400;

/**
 * Files of invoices, dropped onto the claim, chosen or photographed, become its lines: the server
 * reads them all in one call and says of each what became of it.
 */
export class InvoiceDrop extends Component {
    static template = "zhaoshang_finance.InvoiceDrop";
    static props = { ...standardWidgetProps };

    setup() {
        this.accepted = ACCEPTED;
        this.orm = useService("orm");
        this.ui = useService("ui");
        this.notification = useService("notification");
        this.inbox = useService("zhaoshang_approval.inbox");
        this.box = useRef("box");
        this.input = useRef("input");
        this.camera = useRef("camera");
        this.state = useState({ reading: 0, refused: [], added: 0 });
        const { box } = this;
        const sheet = {
            get el() {
                return box.el?.closest(".o_form_sheet");
            },
        };
        useDropzone(
            sheet,
            (ev) => this.add(ev.dataTransfer.files),
            "o_zs_invoice_dropzone",
            () => !this.props.readonly && !this.state.reading
        );
    }

    choose(input) {
        input.el.click();
    }

    async onChosen(ev) {
        await this.add(ev.target.files);
        ev.target.value = "";
    }

    async add(files) {
        const { record } = this.props;
        const chosen = [...files];
        if (!chosen.length || !(await record.save())) {
            return;
        }
        Object.assign(this.state, { reading: chosen.length, refused: [], added: 0 });
        try {
            const sent = await Promise.all(chosen.map(toSend));
            const told = await this.orm.call(record.resModel, "action_add_files", [
                [record.resId],
                sent,
            ]);
            this.state.refused = told.filter((row) => !row.done);
            this.state.added = told.length - this.state.refused.length;
            await record.load();
            // more money may ask for more people: the panel shows whom before it is handed in
            this.inbox.bus.trigger("changed");
        } finally {
            this.state.reading = 0;
            // on a phone what became of them would stand behind the buttons at its foot
            this.box.el?.scrollIntoView({ block: this.ui.isSmall ? "start" : "nearest" });
        }
    }

    get addedText() {
        return _t("%s invoices added. Compare them with the originals.", this.state.added);
    }

    get readingText() {
        return _t("Reading %s files…", this.state.reading);
    }
}

/** Name and content of a file, as the command takes them; a large photo is made smaller before. */
async function toSend(file) {
    const isLarge = file.type.startsWith("image/") && file.size > LARGE_PHOTO;
    const url = await getDataURLFromFile(isLarge ? await smaller(file) : file);
    return { name: file.name, data: url.split(",")[1] };
}

/** A photo that is still read well, upright, a tenth of its size; itself where that fails. */
async function smaller(file) {
    try {
        const image = await createImageBitmap(file);
        const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
        const canvas = new OffscreenCanvas(image.width * scale, image.height * scale);
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        return await canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 });
    } catch {
        return file;
    }
}

registry.category("view_widgets").add("zs_invoice_drop", { component: InvoiceDrop });
