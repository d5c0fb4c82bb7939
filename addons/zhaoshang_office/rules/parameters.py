"""Where each dated parameter comes from: its clause, its rule and how sure the text is (R139).

``literal`` stands in the regulation; ``interpretation`` is this system's reading of an unclear
word; ``gap`` is a proposal where the text is silent. The last two are never shown to anybody as
the regulation's own words.
"""

from dataclasses import dataclass

LITERAL, INTERPRETATION, GAP = "literal", "interpretation", "gap"
CUT_OFF = "cut off"  # R130: the stored text ends in the middle of this rule


@dataclass(frozen=True)
class Source:
    topic: str
    clause: int
    rule: str
    kind: str

    @property
    def cut_off(self) -> bool:
        return self.rule == "R131"


def _sources(topic, clause, *lines):
    return {name: Source(topic, clause, rule, kind) for name, rule, kind in lines}


PARAMETERS = {
    **_sources(
        "term",
        3,
        ("term_years", "R007", LITERAL),
        ("expiry_alert_first", "R007", GAP),
        ("expiry_alert_second", "R007", GAP),
    ),
    **_sources(
        "targets",
        5,
        ("target_arrival", "R019", LITERAL),
        ("target_big_project", "R020", LITERAL),
        ("big_project_min", "R020", LITERAL),
        ("count_at_stage", "R020", INTERPRETATION),
        ("arrival_evidence_required", "R023", INTERPRETATION),
        ("progress_red", "R024", INTERPRETATION),
        ("target_factor", "R025", GAP),
    ),
    **_sources(
        "outreach",
        6,
        ("visits_per_week", "R027", LITERAL),
        ("visit_prorate", "R029", INTERPRETATION),
        ("research_per_half", "R034", LITERAL),
        ("research_min_months", "R035", INTERPRETATION),
    ),
    **_sources(
        "reporting",
        8,
        ("lease_alert_days", "R042", GAP),
        ("log_backfill_days", "R044", INTERPRETATION),
        ("monday_deadline", "R045", GAP),
        ("monday_grace", "R045", GAP),
        ("explain_days", "R046", GAP),
        ("leave_excuses_monday", "R047", INTERPRETATION),
        ("monday_subject", "R048", INTERPRETATION),
        ("holiday_shift", "R049", INTERPRETATION),
        ("fixed_phone_strict", "R050", INTERPRETATION),
        ("friday_deadline", "R051", GAP),
        ("friday_grace", "R051", GAP),
        ("month_end_grace", "R054", INTERPRETATION),
        ("bimonth_grace", "R056", GAP),
        ("bimonth_min_days", "R056", INTERPRETATION),
    ),
    **_sources("supervision", 7, ("leader_dispatch_period", "R040", GAP)),
    **_sources(
        "supervision",
        9,
        ("bulletin_day", "R059", INTERPRETATION),
        ("answer_days", "R063", GAP),
    ),
    **_sources(
        "leave",
        10,
        ("leaves_per_month", "R065", LITERAL),
        ("leave_max_days", "R066", LITERAL),
        ("leave_max_hard", "R066", INTERPRETATION),
        ("leave_day_kind", "R067", INTERPRETATION),
        ("leave_excl_statutory", "R067", INTERPRETATION),
        ("min_days", "R068", LITERAL),
        ("no_evidence_days", "R069", INTERPRETATION),
        ("holiday_mode", "R070", INTERPRETATION),
        ("prorate", "R071", INTERPRETATION),
        ("prorate_min_service", "R071", INTERPRETATION),
        ("accompany_credit", "R072", LITERAL),
        ("accompany_max", "R073", LITERAL),
        ("accompany_link_days", "R074", INTERPRETATION),
        ("filing_objection_days", "R078", INTERPRETATION),
        ("signin_on_accompany", "R080", INTERPRETATION),
        ("signin_weekend", "R080", INTERPRETATION),
        ("county_duty_counts", "R081", INTERPRETATION),
        ("special_leave_reduces", "R083", INTERPRETATION),
        ("special_leader", "R082", INTERPRETATION),
        ("return_days", "R085", GAP),
        ("min_on_duty", "R087", GAP),
        ("min_on_duty_hard", "R087", GAP),
        ("retro_days", "R088", GAP),
    ),
    **_sources(
        "accountability",
        11,
        ("start_back_days", "R095", GAP),
        ("ladder_require_service", "R095", INTERPRETATION),
        ("dismiss_days", "R097", LITERAL),
        ("dismiss_months", "R098", LITERAL),
        ("ground2_needs_unapproved", "R099", INTERPRETATION),
        ("dismiss_no_result_months", "R100", LITERAL),
        ("result_warn_first", "R101", INTERPRETATION),
        ("result_warn_second", "R101", INTERPRETATION),
        ("result_stop_days", "R101", INTERPRETATION),
        ("review_days", "R105", GAP),
    ),
    **_sources(
        "projects",
        12,
        ("project_report_days", "R107", INTERPRETATION),
        ("mature_stage", "R111", INTERPRETATION),
        ("stuck_reported", "R108", GAP),
        ("stuck_accepted", "R108", GAP),
        ("stuck_inspection", "R108", GAP),
        ("stuck_screened", "R108", GAP),
        ("stuck_negotiation", "R108", GAP),
        ("stuck_leading_group", "R108", GAP),
        ("stuck_signed", "R108", GAP),
        ("stuck_started", "R108", GAP),
        ("stuck_funded", "R108", GAP),
        ("stuck_returned", "R108", GAP),
        ("stuck_paused", "R108", GAP),
    ),
    **_sources(
        "finance",
        13,
        ("package_3", "R115", LITERAL),
        ("package_2", "R116", LITERAL),
        ("first_loan", "R119", LITERAL),
        ("loan_each_year", "R122", INTERPRETATION),
        ("allot_day", "R123", INTERPRETATION),
        ("prorate_months", "R124", INTERPRETATION),
        ("claim_leader_limit", "R129", GAP),
        ("suspend_enabled", "R131", INTERPRETATION),
        ("suspend_few_days", "R131", INTERPRETATION),
        ("suspend_no_visit", "R131", INTERPRETATION),
        ("suspend_no_report", "R131", INTERPRETATION),
        ("suspend_no_claim", "R131", INTERPRETATION),
        ("suspend_backpay", "R132", INTERPRETATION),
    ),
}
