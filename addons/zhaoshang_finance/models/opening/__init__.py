from . import (
    package_opening,
    package_opening_line,
    package_opening_check,
    package_opening_posting,
    allotment_paper,
    opening_demonstration,
)
