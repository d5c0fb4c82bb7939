"""The name and the sign of each code of a day: the one place for forms, grid and paper."""

from ...rules import presence as rules

# A sign is read where the colour is not; the shape and the colour are in presence.scss.
SIGNS = {
    rules.AT_POST: "●",
    rules.HOLIDAY: "节",
    rules.LEAVE: "假",
    rules.ESCORT_COUNTED: "陪",
    rules.ESCORT_BEYOND: "超",
    rules.DUTY_CALLED: "公",
    rules.DUTY_OWN: "回",
    rules.SPECIAL_LEAVE: "特",
    rules.ABSENT: "✖",
    rules.NOT_IN_SERVICE: "－",
    rules.ON_PAPER: "纸",
}


def legend(env):
    """Return [{code, sign, label}] in the order in which codes are explained."""
    labels = {
        rules.AT_POST: env._("At post"),
        rules.HOLIDAY: env._("Statutory holiday"),
        rules.LEAVE: env._("Rotation leave"),
        rules.ESCORT_COUNTED: env._("Escort, counted"),
        rules.ESCORT_BEYOND: env._("Escort, not counted"),
        rules.DUTY_CALLED: env._("County duty by notice"),
        rules.DUTY_OWN: env._("Own duty in the county"),
        rules.SPECIAL_LEAVE: env._("Special leave"),
        rules.ABSENT: env._("Absent without leave"),
        rules.NOT_IN_SERVICE: env._("Not in service"),
        rules.ON_PAPER: env._("On paper, sums only"),
    }
    return [{"code": code, "sign": SIGNS[code], "label": label} for code, label in labels.items()]
