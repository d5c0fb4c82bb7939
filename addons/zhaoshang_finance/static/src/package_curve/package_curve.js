import { formatMonetary } from "@web/views/fields/formatters";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { _t } from "@web/core/l10n/translation";
import { Component } from "@odoo/owl";

const HEIGHT = 220;
const MARGIN = { top: 28, right: 12, bottom: 28, left: 44 };
const MONTHS = 12;
const MOST_TICKS = 5;
const STEPS = [1, 2, 2.5, 5, 10];
const MYRIAD = 10000; // yuan; amounts of this size are said in 万元

/** Draws the planned sum of each month as steps, the paid sum as bars, the spent sum as a line. */
export class PackageCurve extends Component {
    static template = "zhaoshang_finance.PackageCurve";
    static props = { ...standardFieldProps };

    get curve() {
        return this.props.record.data[this.props.name] || { points: [], total: 0 };
    }

    get viewBox() {
        return `0 0 ${this.width} ${HEIGHT}`;
    }

    /** About as wide as the screen, so that letters have their own size on a telephone, too. */
    get width() {
        return this.env.isSmall ? 360 : 720;
    }

    get baseline() {
        return HEIGHT - MARGIN.bottom;
    }

    get right() {
        return this.width - MARGIN.right;
    }

    get left() {
        return MARGIN.left;
    }

    /** What the numbers beside the axis count. */
    get unit() {
        return this.curve.total < MYRIAD
            ? { size: 1, name: _t("yuan") }
            : { size: MYRIAD, name: _t("10,000 yuan") };
    }

    /** Round amounts from nothing up to the package, with their height and number. */
    get ticks() {
        const { total } = this.curve;
        if (!total) {
            return [];
        }
        const power = 10 ** Math.floor(Math.log10(total / MOST_TICKS));
        const step = power * STEPS.find((width) => total / (width * power) <= MOST_TICKS);
        const amounts = [...Array(Math.floor(total / step) + 1).keys()].map((n) => n * step);
        return amounts.map((amount) => ({
            amount,
            y: this.y(amount),
            text: String(amount / this.unit.size),
        }));
    }

    /** The same in figures, for who does not see the drawing. */
    get rows() {
        const until = this.curve.current || MONTHS;
        return this.curve.points.map((point) => ({
            month: point.month,
            planned: this.money(point.planned),
            paid: point.state === "paid" ? this.money(point.paid) : "",
            spent: point.month <= until ? this.money(point.spent || 0) : "",
        }));
    }

    get columns() {
        const gap = this.env.isSmall ? 2 : 4;
        return this.curve.points.map((point) => {
            const isPaid = point.state === "paid";
            return {
                month: point.month,
                x: this.x(point.month - 1) + gap,
                width: this.x(1) - this.x(0) - 2 * gap,
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
        return MARGIN.left + ((this.width - MARGIN.left - MARGIN.right) * month) / MONTHS;
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
