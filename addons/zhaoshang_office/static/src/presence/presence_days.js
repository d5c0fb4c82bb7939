/** What the codes of days look like: a sign, a shape and a colour each, never a colour alone. */

const SHAPES = {
    P: "post",
    H: "holiday",
    L: "leave",
    E: "escort",
    X: "beyond",
    N: "called",
    C: "own",
    S: "special",
    A: "absent",
    "-": "none",
    Z: "paper",
};

/** Class names of a cell, `hatch` being "waits" or "planned"; how they look is in presence.scss. */
export function dayClass(code, hatch = "") {
    const names = ["o_zs_day", `o_zs_day_${SHAPES[code] || "none"}`];
    return (hatch ? [...names, `o_zs_day_${hatch}`] : names).join(" ");
}

/** `{code: {sign, label}}` of a legend as the server sends it. */
export function byCode(legend) {
    return Object.fromEntries(legend.map((each) => [each.code, each]));
}

/** The codes of a month that somebody has, in the order of the legend. */
export function usedLegend(legend, strings) {
    const used = new Set(strings.join(""));
    return legend.filter((each) => used.has(each.code));
}
