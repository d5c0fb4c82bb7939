"""What a finding can be about: one list for its field, its rules and its texts."""

# The reports of clause 8 make a step of clause 11 (R089), and so does absence (R090); the research
# of clause 6 goes to the bulletin and the assessment alone (R034).
KINDS = [
    ("monday_call", "Monday Call Not Made"),
    ("friday_report", "Friday Report Missing"),
    ("month_report", "Month Report Missing"),
    ("bimonth_report", "Two-Month Report Missing"),
    ("research_report", "Research Report Missing"),
    ("absence", "Absent Without Leave"),
]
