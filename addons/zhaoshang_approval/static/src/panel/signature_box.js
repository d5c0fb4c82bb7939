import { NameAndSignature } from "@web/core/signature/name_and_signature";

import { Component, useState } from "@odoo/owl";

/** A place to sign by hand, with the finger or the mouse. */
export class SignatureBox extends Component {
    static template = "zhaoshang_approval.SignatureBox";
    static components = { NameAndSignature };
    static props = {
        /** reactive: what Odoo's widget fills in */
        signature: Object,
    };

    setup() {
        this.signature = useState(this.props.signature);
    }

    signAnew() {
        this.signature.resetSignature?.();
    }
}

/** @returns {string} the picture as base64, as the server keeps it */
export function pictureOf(signature) {
    return signature.getSignatureImage().split(",")[1];
}
