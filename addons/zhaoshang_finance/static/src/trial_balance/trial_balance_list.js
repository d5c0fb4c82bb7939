import { registry } from "@web/core/registry";
import { formatMonetary } from "@web/views/fields/formatters";
import { ListRenderer } from "@web/views/list/list_renderer";
import { listView } from "@web/views/list/list_view";
import { useService } from "@web/core/utils/hooks";

import { onWillStart, onWillUpdateProps, toRaw } from "@odoo/owl";

const PREFIXES = { opening: "min", closing: "max", year: "max" };

/**
 * The totals of 余额表 are the server's, of all rows that are found: over several months they open
 * as the first and close as the last, which nobody can add up from the rows of one page.
 */
export class TrialBalanceRenderer extends ListRenderer {
    setup() {
        super.setup();
        this.orm = useService("orm");
        this.totals = {};
        onWillStart(() => this.loadTotals(this.props.list));
        onWillUpdateProps(({ list }) => this.loadTotals(list));
    }

    async loadTotals(list) {
        const asked = toRaw(list);
        if (this.asked === asked) {
            return; // another page of the same rows
        }
        this.asked = asked;
        const { resModel, domain, context } = list;
        const figures = this.props.archInfo.columns.filter(({ attrs }) => attrs?.sum);
        const sums = figures.map(({ name }) => `${name}:sum`);
        [this.totals] = await this.orm.formattedReadGroup(resModel, domain, [], sums, { context });
    }

    computeAggregates() {
        const aggregates = super.computeAggregates();
        const { selection, isDomainSelected } = this.props.list;
        for (const [name, shown] of Object.entries(aggregates)) {
            if (shown.multiCurrency) {
                continue;
            }
            shown.rawValue =
                selection.length && !isDomainSelected
                    ? this.totalOf(
                          name,
                          selection.map(({ data }) => data)
                      )
                    : this.totals[`${name}:sum`] || 0;
            shown.value = formatMonetary(shown.rawValue, { currencyId: this.currencyId });
        }
        return aggregates;
    }

    /** Of rows that are ticked: what stood at a moment counts in one month of them alone. */
    totalOf(name, rows) {
        const edge = PREFIXES[name.split("_")[0]];
        const months = rows.map(({ date }) => date.toMillis());
        const month = edge && Math[edge](...months);
        const counted = edge ? rows.filter(({ date }) => date.toMillis() === month) : rows;
        return counted.reduce((sum, row) => sum + row[name], 0);
    }

    get currencyId() {
        const { isGrouped, groups, records } = this.props.list;
        return isGrouped
            ? groups[0]?.aggregates.currency_id?.[0]
            : records[0]?.data.currency_id?.id;
    }
}

registry.category("views").add("zs_trial_balance", { ...listView, Renderer: TrialBalanceRenderer });
