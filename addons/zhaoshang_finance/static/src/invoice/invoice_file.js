import { FileModel } from "@web/core/file_viewer/file_model";
import { useFileViewer } from "@web/core/file_viewer/file_viewer_hook";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatFloat } from "@web/core/utils/numbers";
import { url } from "@web/core/utils/urls";
import { BinaryField, binaryField, ListBinaryField } from "@web/views/fields/binary/binary_field";

const KINDS = {
    pdf: "application/pdf",
    jpg: "image/jpeg",
    jpeg: "image/jpeg",
    png: "image/png",
    gif: "image/gif",
    webp: "image/webp",
    bmp: "image/bmp",
};

/** The file of one line, as Odoo's viewer takes it: read with the rights on the line. */
export class LineFile extends FileModel {
    constructor(record, field, nameField) {
        super();
        this.id = record.resId;
        this.name = record.data[nameField] || "";
        this.mimetype = KINDS[this.name.split(".").pop().toLowerCase()];
        this.route = `${record.resModel}/${record.resId}/${field}`;
    }

    get urlRoute() {
        return `/web/${this.isImage ? "image" : "content"}/${this.route}`;
    }
}

/** Opens the files of all lines of a list in Odoo's viewer, beginning with this one's. */
const Viewed = (Base) =>
    class extends Base {
        static template = "zhaoshang_finance.InvoiceFile";
        // signs alone, where a list has no room for names
        static props = { ...Base.props, isShort: { type: Boolean, optional: true } };

        setup() {
            super.setup();
            this.viewer = useFileViewer();
        }

        get viewText() {
            return _t("View %s", this.fileName);
        }

        get shown() {
            const { record, name, fileNameField } = this.props;
            return record.resId && record.data[name]
                ? new LineFile(record, name, fileNameField)
                : null;
        }

        view() {
            const { record, name, fileNameField } = this.props;
            const files = [...(record._parentRecord?.data.line_ids?.records ?? [record])]
                .filter((line) => line.resId && line.data[name])
                .map((line) => new LineFile(line, name, fileNameField));
            const file = files.find((other) => other.id === record.resId);
            this.viewer.open(file, files);
        }
    };

export class ListInvoiceFile extends Viewed(ListBinaryField) {}

/** The file itself beside what was typed of it. */
export class InvoicePreview extends Viewed(BinaryField) {
    static template = "zhaoshang_finance.InvoicePreview";

    /** What the system has read of it: `[[label, value], …]`. */
    get said() {
        const said = this.props.record.data.reading || {};
        return [
            [_t("Kind of invoice"), said.kind],
            [_t("Invoice number"), [said.code, said.number].filter(Boolean).join(" ")],
            [_t("Date of the invoice"), said.day],
            [_t("Seller"), said.seller],
            [_t("Tax number of the seller"), said.seller_tax_number],
            [_t("Buyer"), said.buyer],
            [_t("Bought"), said.item],
            [
                _t("Total with tax"),
                said.total && formatFloat(Number(said.total), { digits: [16, 2] }),
            ],
        ].filter(([, value]) => value);
    }

    get source() {
        return this.shown.isPdf ? this.shown.defaultSource : url(this.shown.urlRoute);
    }
}

registry.category("fields").add("zs_invoice_file", {
    ...binaryField,
    component: ListInvoiceFile,
    extractProps: (info, dynamicInfo) => ({
        ...binaryField.extractProps(info, dynamicInfo),
        isShort: Boolean(info.options.short),
    }),
});
registry
    .category("fields")
    .add("zs_invoice_preview", { ...binaryField, component: InvoicePreview });
