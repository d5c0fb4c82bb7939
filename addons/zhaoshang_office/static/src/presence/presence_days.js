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
};

/** Class names of a cell; the shape and the colour are in presence.scss. */
export function dayClass(code, waits = false) {
    return `o_zs_day o_zs_day_${SHAPES[code] || "none"}${waits ? " o_zs_day_waits" : ""}`;
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
