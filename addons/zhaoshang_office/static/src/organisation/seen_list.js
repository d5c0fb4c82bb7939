import { registry } from "@web/core/registry";
import { ListController } from "@web/views/list/list_controller";
import { listView } from "@web/views/list/list_view";

/** A list whose buttons say what was shown of the chosen rows: see `zhaoshang.seen.mixin`. */
class SeenListController extends ListController {
    async beforeExecuteActionButton(clickParams) {
        const chosen = this.model.root.selection;
        clickParams.buttonContext = {
            ...clickParams.buttonContext,
            zs_seen: chosen.map((record) => record.data.seen_seal),
        };
        return super.beforeExecuteActionButton(clickParams);
    }
}

registry.category("views").add("zhaoshang_seen_list", {
    ...listView,
    Controller: SeenListController,
});
