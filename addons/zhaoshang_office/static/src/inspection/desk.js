import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useService } from "@web/core/utils/hooks";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";
import { getDataURLFromFile } from "@web/core/utils/urls";
import { isRefusal } from "@zhaoshang_approval/panel/panel_words";

const SENTENCE = /^(.*?(?:[。！？]|[.!?](?=\s|$)))\s*([^]*)$/;

/** The page of the efficiency office, held in one hand while the other holds the telephone: who
 * should be where, and a row of result buttons for each officer. */
export class InspectionDesk extends Component {
    static template = "zhaoshang_office.InspectionDesk";
    static components = { DateTimeInput };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({
            page: null,
            busy: false,
            way: "phone",
            time: "",
            notes: {},
            reasons: {},
            refusals: {},
            correcting: null,
        });
        onWillStart(() => this.load());
    }

    async load(bureau, day, inspection) {
        this.state.page = await this.orm.call("zhaoshang.inspection", "zs_desk", [
            bureau || null,
            day || null,
            inspection || null,
        ]);
    }

    reload() {
        const { bureau, day, inspection } = this.state.page;
        return this.load(bureau.id, day, inspection);
    }

    /** What belongs to one person and one sheet does not go along to the next. */
    forget() {
        Object.assign(this.state, {
            notes: {},
            reasons: {},
            refusals: {},
            correcting: null,
            time: "",
        });
    }

    chooseBureau(id) {
        this.forget();
        return this.load(Number(id), this.state.page.day);
    }

    /** Days are shown as everywhere else, whatever the browser's own language is. */
    get day() {
        return deserializeDate(this.state.page.day);
    }

    get today() {
        return deserializeDate(this.state.page.today);
    }

    chooseDay(day) {
        if (!day || serializeDate(day) === this.state.page.day) {
            return;
        }
        this.forget();
        return this.load(this.state.page.bureau.id, serializeDate(day));
    }

    /** A refusal is told where it arose, its first sentence at once; what was typed stays. */
    async record(person, result) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        delete this.state.refusals[person.id];
        const { bureau, day, inspection } = this.state.page;
        try {
            await this.orm.call("zhaoshang.inspection.entry", "action_record", [], {
                bureau_id: bureau.id,
                appointment_id: person.id,
                result,
                way: this.state.way,
                day,
                time_of_day: this.state.time || null,
                note: this.state.notes[person.id] || null,
                reason: this.state.reasons[person.id] || null,
                inspection_id: inspection || null,
            });
            delete this.state.notes[person.id];
            delete this.state.reasons[person.id];
            this.state.correcting = null;
        } catch (error) {
            if (!isRefusal(error)) {
                throw error;
            }
            const [, short, more] = SENTENCE.exec(error.data.message) || [];
            this.state.refusals[person.id] = { short: short || error.data.message, more };
        } finally {
            this.state.busy = false;
            await this.reload();
        }
    }

    async attach(entry, event) {
        const [file] = event.target.files;
        if (!file) {
            return;
        }
        const url = await getDataURLFromFile(file);
        try {
            await this.orm.call("zhaoshang.inspection.entry", "action_attach", [[entry.id]], {
                name: file.name,
                content: url.split(",")[1] || "",
            });
        } finally {
            await this.reload();
        }
    }

    async beginAnother() {
        const { bureau, day } = this.state.page;
        const inspection = await this.orm.call("zhaoshang.inspection", "action_begin", [], {
            bureau_id: bureau.id,
            day,
        });
        this.forget();
        return this.load(bureau.id, day, inspection);
    }

    open(model, id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openAll() {
        return this.action.doAction("zhaoshang_office.zhaoshang_inspection_action");
    }
}

registry.category("actions").add("zhaoshang_inspection_desk", InspectionDesk);
