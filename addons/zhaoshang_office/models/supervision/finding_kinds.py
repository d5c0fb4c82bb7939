"""What a finding can be about: one list for its field, its rules and its texts."""

# The reports of clause 8 make a step of clause 11 (R089), and so does absence (R090). A research
# report that is missing (clause 6, R034) is no finding: the bulletin and the assessment tell it.
KINDS = [
    ("monday_call", "Monday Call Not Made"),
    ("friday_report", "Friday Report Missing"),
    ("month_report", "Month Report Missing"),
    ("bimonth_report", "Two-Month Report Missing"),
    ("absence", "Absent Without Leave"),
]
