from . import (
    mail_activity,
    package_entitlement,
    package_change,
    package_resize,
    package_todo,
    package_refund,
    package_bureau,
    package_settle,
    package_undo,
    package_demand,
    package_demand_print,
    package_demonstration,
)
