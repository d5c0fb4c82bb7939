"""What is known about a duty, in SQL: who answers, what was reported, what excuses, how it stands.

The statement says what ``rules.duty`` says, for all duties at once; tests hold the two against each
other.
"""

from odoo.tools import SQL

IN_POST = SQL("a.state IN ('confirmed', 'ended') AND d.due_on BETWEEN a.date_from AND a.date_to")


def suspended_on(day):
    """Whether the bureau ``b`` is suspended on a day (R003)."""
    return SQL(
        """COALESCE((SELECT e.kind = 'suspend' FROM zhaoshang_bureau_event e
            WHERE e.bureau_id = b.id AND e.kind IN ('suspend', 'resume') AND e.date <= %s
         ORDER BY e.date DESC, e.id DESC LIMIT 1), FALSE)""",
        day,
    )


# Leave ``l`` was granted before the time of duty ``d`` was over, however late the check runs
IN_TIME = SQL(
    """NOT EXISTS (SELECT FROM zhaoshang_approval_instance i
        WHERE i.id = l.zs_approval_instance_id AND i.purpose = 'submit'
          AND i.finished_at > d.grace_end)"""
)


def away(which):
    """R047: the approved absence of appointment ``a`` on the day of duty ``d``."""
    return SQL(
        """
        SELECT l.id FROM zhaoshang_leave l
         WHERE l.appointment_id = a.id AND l.zs_approval_state = 'approved'
           AND d.due_on BETWEEN l.date_from AND l.last_away AND %s
      ORDER BY l.id LIMIT 1""",
        which,
    )


# R015: whom the head named in the leave that he is on, and whom 组织部 has named for the bureau
NAMED_IN_LEAVE = SQL(
    """SELECT l.acting_appointment_id
         FROM zhaoshang_leave l JOIN zhaoshang_appointment h ON h.id = l.appointment_id
        WHERE h.bureau_id = d.bureau_id AND h.role = 'head'
          AND l.zs_approval_state = 'approved' AND l.acting_appointment_id IS NOT NULL
          AND d.due_on BETWEEN l.date_from AND l.last_away AND %s
     ORDER BY l.id LIMIT 1""",
    IN_TIME,
)
NAMED_FOR_BUREAU = SQL(
    """SELECT n.appointment_id FROM zhaoshang_acting n
        WHERE n.bureau_id = d.bureau_id AND n.date_from <= d.due_on
          AND (n.date_to IS NULL OR n.date_to >= d.due_on) LIMIT 1"""
)

# R096, R015: the deputy named, else the head, else who acts while the head is away or lacking:
# ``rules.duty.answers_for``, and of today the bureau's ``_deciding_head_at``. A leave granted
# afterwards excuses who answered, and makes nobody else answer for what is past; nor does the
# naming of an acting head, who acts from its day on.
ANSWERS = SQL(
    """
    SELECT a.id
      FROM zhaoshang_appointment a
 LEFT JOIN LATERAL (%(away)s) away ON TRUE
 LEFT JOIN LATERAL (%(in_leave)s) leave ON TRUE
 LEFT JOIN LATERAL (%(for_bureau)s) bureau ON TRUE
     WHERE d.kind <> 'monday_call' AND a.bureau_id = d.bureau_id AND %(in_post)s
       AND away.id IS NULL
       AND (a.role = 'head' OR a.id IN (d.assigned_id, leave.acting_appointment_id,
                                        bureau.appointment_id))
  ORDER BY a.id IS DISTINCT FROM d.assigned_id, a.role <> 'head',
           a.id IS DISTINCT FROM leave.acting_appointment_id, a.id LIMIT 1""",
    away=away(IN_TIME),
    in_leave=NAMED_IN_LEAVE,
    for_bureau=NAMED_FOR_BUREAU,
    in_post=IN_POST,
)

# R048, R050 to R056: the first report of the period; of calls, one made in the time of the duty
REPORTED = SQL(
    """
    SELECT r.id, r.reported_at FROM zhaoshang_report r
     WHERE r.kind = d.kind AND r.bureau_id = d.bureau_id AND r.state = 'registered'
       AND r.period_from BETWEEN d.period_from AND d.period_to
       AND (d.kind <> 'monday_call' OR (
            r.reported_at >= d.opens_at AND r.reported_at < d.grace_end
            AND (p.monday_subject = 'bureau' OR EXISTS (
                 SELECT FROM zhaoshang_report_speaker_rel s
                  WHERE s.report_id = r.id AND s.appointment_id = d.appointment_id))))
  ORDER BY r.reported_at, r.id LIMIT 1"""
)

# R034: as many research reports as a half-year asks for, handed in and not given back
RESEARCH = SQL(
    """
    SELECT s.id, s.submitted_on::timestamp - interval '8 hours' AS handed_in_at
      FROM zhaoshang_research s
     WHERE d.kind = 'research_report' AND s.bureau_id = d.bureau_id
       AND s.half_from BETWEEN d.period_from AND d.period_to
       AND s.state IN ('submitted', 'accepted')
  ORDER BY s.submitted_on, s.id OFFSET GREATEST(p.research_per_half, 1) - 1 LIMIT 1"""
)

# R056: days of the pair of months on which the bureau was open and not suspended
ACTIVE_DAYS = SQL(
    """
    LEAST(b.closed_on, pair.last) - GREATEST(b.opened_on, d.period_from) + 1 - COALESCE((
        SELECT SUM(GREATEST(0, LEAST(turn.until, b.closed_on + 1, pair.last + 1)
                               - GREATEST(turn.date, b.opened_on, d.period_from)))
          FROM (SELECT e.kind, e.date, COALESCE(LEAD(e.date) OVER (ORDER BY e.date, e.id),
                                                DATE '9999-12-31') AS until
                  FROM zhaoshang_bureau_event e
                 WHERE e.bureau_id = b.id AND e.kind IN ('suspend', 'resume')) turn
         WHERE turn.kind = 'suspend'), 0)"""
)

# R035: whole months of the half-year in which the bureau was open are fewer than asked for
YOUNG = SQL(
    """
    p.research_per_half = 0
    OR (LEAST(b.closed_on, (d.period_to + interval '6 months')::date - 1) + 1
        - make_interval(months => p.research_min_months))
       < GREATEST(b.opened_on, d.period_from)"""
)

# R056, R035: what is waived
WAIVED = SQL(
    """CASE d.kind
        WHEN 'bimonth_report' THEN (
            SELECT %s < p.bimonth_min_days
              FROM (SELECT (d.period_to + interval '2 months')::date - 1 AS last) pair)
        WHEN 'research_report' THEN %s
        ELSE FALSE END""",
    ACTIVE_DAYS,
    YOUNG,
)

# R046: the explanation of that report that the management office has accepted
EXPLAINED = SQL(
    """EXISTS (
        SELECT FROM zhaoshang_explanation e
         WHERE e.state = 'accepted' AND e.bureau_id = d.bureau_id AND e.kind = d.kind
           AND e.period_from BETWEEN d.period_from AND d.period_to
           AND (d.kind <> 'monday_call' OR e.appointment_id = d.appointment_id))"""
)


def facts(duties, now, which):
    """How the duties of the relation ``duties`` stand at ``now``, those that ``which`` picks.

    Until a duty's time is over, who answers is asked anew (R096); afterwards it stays with him.
    """
    return SQL(
        """
        SELECT f.*,
               CASE WHEN f.handed_in_at <= f.due_at THEN 'done'
                    WHEN f.excused IS NOT NULL THEN 'excused'
                    WHEN f.handed_in_at < f.grace_end THEN 'late'
                    WHEN %(now)s >= f.grace_end THEN 'missed'
                    WHEN %(now)s > f.due_at THEN 'late'
                    ELSE 'due' END AS state,
               CASE WHEN f.handed_in_at <= f.due_at THEN NULL ELSE f.excused END AS excuse,
               CASE WHEN f.handed_in_at > f.due_at OR f.handed_in_at IS NULL THEN f.away_id END
                 AS leave_id,
               f.handed_in_at AS reported_at
          FROM (
            SELECT d.id, d.bureau_id, d.company_id, d.kind, d.due_on, d.period_from, d.period_to,
                   d.opens_at, d.due_at, d.grace_end, d.rule_set_id, d.provisional,
                   a.id AS appointment_id, a.user_id, call.id AS report_id,
                   research.id AS research_id,
                   COALESCE(call.reported_at, research.handed_in_at) AS handed_in_at,
                   CASE WHEN p.leave_excuses_monday OR d.kind <> 'monday_call'
                        THEN away.id END AS away_id,
                   CASE WHEN b.closed_on < d.due_on OR %(suspended)s THEN 'closed'
                        WHEN %(waived)s THEN 'waived'
                        WHEN a.id IS NULL THEN 'nobody'
                        WHEN d.due_on > a.date_to THEN 'left'
                        WHEN away.id IS NOT NULL
                             AND (p.leave_excuses_monday OR d.kind <> 'monday_call') THEN 'leave'
                        WHEN %(explained)s THEN 'explained'
                   END AS excused
              FROM %(duties)s d
              JOIN zhaoshang_rule_set p ON p.id = d.rule_set_id
              JOIN zhaoshang_bureau b ON b.id = d.bureau_id
 LEFT JOIN LATERAL (%(answers)s) answers ON TRUE
         LEFT JOIN zhaoshang_appointment a ON a.id = CASE
                   WHEN d.kind = 'monday_call' OR (d.id IS NOT NULL AND %(now)s >= d.grace_end)
                   THEN d.appointment_id ELSE answers.id END
 LEFT JOIN LATERAL (%(away)s) away ON TRUE
 LEFT JOIN LATERAL (%(reported)s) call ON TRUE
 LEFT JOIN LATERAL (%(research)s) research ON TRUE
             WHERE %(which)s) f""",
        now=now,
        suspended=suspended_on(SQL("d.due_on")),
        waived=WAIVED,
        explained=EXPLAINED,
        duties=duties,
        answers=ANSWERS,
        away=away(SQL("TRUE")),
        reported=REPORTED,
        research=RESEARCH,
        which=which,
    )


def in_charge(day):
    """Items of county leaders with who is in charge on a day: named, else as of a report (R040).

    What the bureau has answered stays with who answered it.
    """
    return SQL(
        """
        SELECT d.id, a.id AS appointment_id, COALESCE(d.answered_by_id, a.user_id) AS user_id,
               d.bureau_id, d.company_id, d.deadline,
               CASE WHEN d.state <> 'open' THEN 'done'
                    WHEN d.deadline < %(day)s THEN 'late' ELSE 'due' END AS state
          FROM (SELECT i.id, i.bureau_id, i.company_id, i.deadline, i.state,
                       CASE WHEN i.state <> 'open' THEN i.answered_by_id END AS answered_by_id,
                       i.appointment_id AS assigned_id, 'dispatch' AS kind, %(day)s AS due_on,
                       'infinity'::timestamp AS grace_end
                  FROM zhaoshang_dispatch_item i) d
          JOIN zhaoshang_bureau b ON b.id = d.bureau_id
     LEFT JOIN LATERAL (%(answers)s) who ON TRUE
     LEFT JOIN zhaoshang_appointment a ON a.id = who.id""",
        day=SQL("%s::date", day),
        answers=ANSWERS,
    )
