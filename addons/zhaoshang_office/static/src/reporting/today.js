import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useService } from "@web/core/utils/hooks";

const CALENDAR = "zhaoshang.duty.calendar";

/** What is to be done today: three things with one click each, then the lists behind the numbers. */
export class Today extends Component {
    static template = "zhaoshang_office.Today";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ page: null });
        onWillStart(async () => {
            this.state.page = await this.orm.call(CALENDAR, "zs_today", []);
        });
    }

    /** Of a duty the server says what fulfils it; anything else is opened itself. */
    async openThing({ id, model }, method) {
        const action =
            model === CALENDAR
                ? await this.orm.call(model, method, [[id]])
                : {
                      type: "ir.actions.act_window",
                      res_model: model,
                      res_id: id,
                      views: [[false, "form"]],
                  };
        return this.action.doAction(action);
    }

    isDuty(thing) {
        return thing.model === CALENDAR;
    }

    openCard(card) {
        this.action.doAction({
            type: "ir.actions.act_window",
            name: card.title,
            res_model: card.model,
            domain: card.domain,
            views: [
                [false, "list"],
                [false, "kanban"],
                [false, "form"],
            ],
        });
    }

    open(name) {
        this.action.doAction(`zhaoshang_office.${name}`);
    }
}

registry.category("actions").add("zhaoshang_today", Today);
