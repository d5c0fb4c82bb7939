import { formatMonetary } from "@web/views/fields/formatters";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { _t } from "@web/core/l10n/translation";
import { Component } from "@odoo/owl";

const WIDTH = 720;
const HEIGHT = 200;
const MARGIN = { top: 16, right: 16, bottom: 28, left: 16 };
const MONTHS = 12;

/** Draws the planned sum of each month as steps, the paid sum as bars, the spent sum as a line. */
export class PackageCurve extends Component {
    static template = "zhaoshang_finance.PackageCurve";
    static props = { ...standardFieldProps };

    get curve() {
        return this.props.record.data[this.props.name] || { points: [], total: 0 };
    }

    get viewBox() {
        return `0 0 ${WIDTH} ${HEIGHT}`;
    }

    get baseline() {
        return HEIGHT - MARGIN.bottom;
    }

    get right() {
        return WIDTH - MARGIN.right;
    }

    get left() {
        return MARGIN.left;
    }

    get columns() {
        return this.curve.points.map((point) => {
            const isPaid = point.state === "paid";
            return {
                month: point.month,
                x: this.x(point.month - 1) + 4,
                width: this.x(1) - this.x(0) - 8,
                y: this.y(isPaid ? point.paid : 0),
                height: isPaid ? this.baseline - this.y(point.paid) : 0,
                center: (this.x(point.month - 1) + this.x(point.month)) / 2,
                current: point.month === this.curve.current,
                title: _t("Month %(month)s: planned %(planned)s, paid %(paid)s, spent %(spent)s", {
                    month: point.month,
                    planned: this.money(point.planned),
                    paid: this.money(point.paid),
                    spent: this.money(point.spent || 0),
                }),
            };
        });
    }

    /** The planned sum as a stair: level within a month, rising where a month begins. */
    get stair() {
        return this.curve.points
            .map((point, index) => {
                const y = this.y(point.planned);
                const start = `${index ? "L" : "M"}${this.x(point.month - 1)},${y}`;
                return `${start} L${this.x(point.month)},${y}`;
            })
            .join(" ");
    }

    /** What was spent by the end of each month, up to the present one. */
    get spent() {
        const until = this.curve.current || MONTHS;
        const points = this.curve.points.filter((point) => point.month <= until);
        return points
            .map((point) => `${this.x(point.month - 0.5)},${this.y(point.spent || 0)}`)
            .join(" ");
    }

    /** Where today stands in the year. */
    get today() {
        return this.curve.today ? this.x(this.curve.today) : null;
    }

    get summary() {
        const paid = Math.max(0, ...this.curve.points.map((point) => point.paid));
        return _t("Paid %(paid)s, spent %(spent)s of %(total)s", {
            paid: this.money(paid),
            spent: this.money(this.curve.spent || 0),
            total: this.money(this.curve.total),
        });
    }

    x(month) {
        return MARGIN.left + ((WIDTH - MARGIN.left - MARGIN.right) * month) / MONTHS;
    }

    y(amount) {
        const share = this.curve.total ? amount / this.curve.total : 0;
        return this.baseline - (this.baseline - MARGIN.top) * share;
    }

    money(amount) {
        const currency = this.props.record.data.currency_id;
        return formatMonetary(amount, { currencyId: currency && currency.id });
    }
}

export const packageCurve = {
    component: PackageCurve,
    displayName: _t("Package progress"),
    supportedTypes: ["json"],
};

registry.category("fields").add("zs_package_curve", packageCurve);
