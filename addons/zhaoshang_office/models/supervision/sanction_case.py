from odoo import api, models
from odoo.tools import SQL

from ...rules import grounds, presence
from ...rules.days import Span
from ..clock import county_today
from ..words import join_names, month_words

JOB = "cases"
RESULT_STAGES = ("accepted", "signed", "started")


class Sanction(models.Model):
    """Direct grounds that can be worked out open a case to be verified, and no more (R097–R103).

    Months count once they are closed, results up to today; each fact is read once for a county.
    """

    _inherit = "zhaoshang.sanction"

    @api.model
    def _cron_cases(self):
        """Look at every county; what goes wrong in one stops no other and is told."""
        watched = (
            self.env["zhaoshang.bureau"]
            .sudo()
            ._read_group([("compliance_start", "!=", False)], ["company_id"])
        )
        cases = self.sudo().with_context(lang=self.env["zhaoshang.audit"]._lang())
        job = self.env["zhaoshang.job"]
        job._begin(JOB, self.env["res.company"].union(*(county for (county,) in watched)))
        for (county,) in watched:
            job._apart(JOB, cases._look_for_grounds, county)
            self.env["ir.cron"]._commit_progress(1)
        for case in cases._due_to_carry_out():
            job._apart(JOB, cases._carry_out_due, case)

    @api.model
    def _look_for_grounds(self, county):
        today = county_today(self.env)
        self.env.flush_all()
        found = [*self._grounds_of_months(county, today), *self._grounds_of_results(county, today)]
        keys = {(post.id, ground, key) for post, ground, key, _text, _case in found}
        posts = self.env["zhaoshang.appointment"].browse({post for post, _g, _k in keys})
        domain = [("appointment_id.employee_id", "in", posts.employee_id.ids)]
        known = {
            (case.appointment_id.employee_id, case.ground, case.ground_key)
            for case in self.search([*domain, ("ground_key", "!=", False)])
        }
        told = {
            (notice.appointment_id.employee_id, notice.kind, notice.key)
            for notice in self.env["zhaoshang.ground.notice"].search(domain)
        }
        for post, ground, key, text, is_case in found:
            if (post.employee_id, ground, key) not in (known if is_case else told):
                self._raise_ground(post, ground, key, text, is_case)

    def _raise_ground(self, post, ground, key, text, is_case):
        """Open one case or tell one reminder; an error with one officer never stops the rest."""
        tell = self._open_case if is_case else self._tell_notice
        self.env["zhaoshang.job"]._apart(
            JOB, lambda officer: tell(officer, ground, key, text), post
        )

    def _open_case(self, post, ground, key, text):
        case = self._open(
            {
                "appointment_id": post.id,
                "kind": "dismissal",
                "ground": ground,
                "ground_key": key,
                "facts": text,
                "evidence_text": text,
            }
        )
        case._govern({"drafted_by_id": False})
        case._ask_to_verify()
        return case

    def _ask_to_verify(self):
        """A to-do for the members of 组织部: verify, or give it up with the reason."""
        group = self.env.ref("zhaoshang_office.group_organisation_department")
        members = group.all_user_ids.filtered(
            lambda user: self.company_id in user.company_ids and user != self.user_id
        )
        for user in members:
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=user.id,
                summary=self.env._("Verify a case of clause 11"),
            )

    def _tell_notice(self, post, ground, key, text):
        self.env["zhaoshang.ground.notice"]._tell(
            {
                "appointment_id": post.id,
                "kind": ground,
                "key": key,
                "raised_on": county_today(self.env),
                "text": text,
            }
        )
        if post.user_id:
            post.activity_schedule(
                "mail.mail_activity_data_todo", user_id=post.user_id.id, summary=text[:250]
            )

    def _grounds_of_months(self, county, today):
        """Yield (post, ground, key, text, whether a case) from closed months (R097 to R099)."""
        rows = self.env.execute_query_dict(
            SQL(
                """
                SELECT a.employee_id, a.term_from, m.appointment_id, m.month, m.result,
                       m.absent_days, m.at_post_days, m.limit_days, m.dismiss_days,
                       m.service_days, m.special_days, m.rule_set_id, m.paper_number,
                       b.name AS bureau
                  FROM zhaoshang_presence_month m
                  JOIN zhaoshang_appointment a ON a.id = m.appointment_id
                  JOIN zhaoshang_bureau b ON b.id = a.bureau_id
                 WHERE m.company_id = %(county)s AND m.state = 'closed' AND NOT m.provisional
                   AND (m.month >= b.compliance_start OR m.paper_number IS NOT NULL)
                   AND EXISTS (SELECT FROM zhaoshang_appointment p
                                WHERE p.employee_id = a.employee_id
                                  AND p.term_from = a.term_from AND p.state = 'confirmed'
                                  AND %(today)s BETWEEN p.date_from AND p.date_to)
              ORDER BY m.month, a.date_from, a.id
                """,
                county=county.id,
                today=today,
            )
        )
        terms = {}
        for row in rows:
            term = terms.setdefault((row["employee_id"], row["term_from"]), {})
            term.setdefault(row["month"], []).append(row)
        for months in terms.values():
            whole = {month: self._of_person(posts) for month, posts in months.items()}
            yield from self._grounds_of_term(county, whole)

    def _of_person(self, posts):
        """R097, R099: the month of one person; of several posts the days are added."""
        if len(posts) == 1:
            return posts[0]
        last = posts[-1]
        rule_set = self.env["zhaoshang.rule.set"].browse(last["rule_set_id"])
        found, judged = presence.of_person(
            [
                presence.Totals(
                    post["service_days"],
                    post["at_post_days"],
                    post["special_days"],
                    post["absent_days"],
                )
                for post in posts
            ],
            len(presence.month_span(last["month"]).days),
            rule_set._presence_parameters(),
        )
        return last | {
            "service_days": found.service,
            "at_post_days": found.at_post,
            "absent_days": found.unapproved,
            "limit_days": judged.limit,
            "dismiss_days": judged.dismiss_limit,
            "result": judged.result,
            "paper_number": all(post["paper_number"] for post in posts) and last["paper_number"],
            "posts": posts,
        }

    def _grounds_of_term(self, county, months):
        last = max(months)
        rule_set = self.env["zhaoshang.rule.set"]._at(last, county)
        found = grounds.of_months(
            [grounds.Month(day, row["result"], row["absent_days"]) for day, row in months.items()],
            rule_set.dismiss_months,
            rule_set.ground2_needs_unapproved,
        )
        for ground in found:
            rows = [months[day] for day in ground.months]
            if rows[-1]["paper_number"]:
                continue  # what was complete before the first day was the office's on paper
            post = self.env["zhaoshang.appointment"].browse(rows[-1]["appointment_id"])
            key = f"{ground.months[-1]:%Y-%m}"
            text = "\n".join(self._month_text(row) for row in rows)
            yield post, ground.kind, key, text, not ground.reminder

    def _month_text(self, row):
        words = self.env._(
            "%(month)s, closed: %(days)s days at post of %(service)s in service; at least "
            "%(limit)s (R068), verified below %(dismiss)s (R097); without leave %(absent)s days "
            "(R090).",
            month=month_words(self.env, row["month"]),
            days=row["at_post_days"],
            service=row["service_days"],
            limit=row["limit_days"],
            dismiss=row["dismiss_days"],
            absent=row["absent_days"],
        )
        if posts := row.get("posts"):
            words += self.env._(
                " The posts of the month are counted together (our reading, R097): %s.",
                join_names(
                    self.env,
                    [
                        f"{post['bureau']} {post['at_post_days']}/{post['service_days']}"
                        for post in posts
                    ],
                ),
            )
        if not row["paper_number"]:
            return words
        return words + self.env._(" Closed on paper, %s.", row["paper_number"])

    def _grounds_of_results(self, county, today):
        """Yield the same from results: nine months, and warnings before (R100, R101)."""
        rule_set = self.env["zhaoshang.rule.set"]._at(today, county)
        warnings = (rule_set.result_warn_first, rule_set.result_warn_second)
        last_months = rule_set.dismiss_no_result_months
        stops = self._long_leaves(county)
        for row in self._last_results(county, today):
            post = self.env["zhaoshang.appointment"].browse(row["id"])
            start = row["term_from"]
            if not (
                row["paper_on"] or row["paper_none"]
            ):  # nobody has said how it stood before: from the first day on
                start = max(start, row["watched_from"])
            first = grounds.clock_from(start, row["last_on"])
            own = stops.get((row["employee_id"], row["term_from"]), [])
            months = grounds.stage(
                first, today, own, last_months, warnings, rule_set.result_stop_days
            )
            if months:
                text = self._result_text(months, first, row["last_on"])
                is_case = months >= last_months
                key = f"{first}" if is_case else f"{first}/{months}"
                yield post, grounds.NO_RESULT, key, text, is_case

    def _result_text(self, months, first, last_on):
        return self.env._(
            "%(months)s months without any result, counted from %(first)s (clause 11, R100, R101): "
            "no project accepted, no client in the county, no signing, no start of construction, "
            "no recognised arrival. Last result: %(last)s.",
            months=months,
            first=first,
            last=last_on or self.env._("none"),
        )

    def _last_results(self, county, today):
        """Return each officer in post with his last result: one statement (R101)."""
        return self.env.execute_query_dict(
            SQL(
                """
                WITH result (appointment_id, day) AS (
                    SELECT COALESCE(e.appointment_ref, p.appointment_id),
                           (e.moved_at AT TIME ZONE 'UTC' AT TIME ZONE 'Asia/Shanghai')::date
                      FROM zhaoshang_project_stage_event e
                      JOIN zhaoshang_project p ON p.id = e.project_id
                     WHERE e.to_stage IN %(stages)s
                     UNION ALL
                    SELECT r.appointment_id, v.date_from
                      FROM zhaoshang_client_visit v
                      JOIN zhaoshang_client_visit_escort_rel r ON r.client_visit_id = v.id
                     WHERE v.state = 'done'
                     UNION ALL
                    SELECT n.credited_id, n.date FROM zhaoshang_arrival n
                     WHERE n.zs_approval_state = 'approved'
                     UNION ALL
                    SELECT o.id, o.paper_result_on FROM zhaoshang_appointment o
                     WHERE o.company_id = %(county)s AND o.paper_result_on IS NOT NULL),
                latest AS (
                    SELECT o.employee_id, max(result.day) AS day
                      FROM result JOIN zhaoshang_appointment o ON o.id = result.appointment_id
                     WHERE o.company_id = %(county)s AND result.day <= %(today)s
                     GROUP BY o.employee_id)
                SELECT a.id, a.employee_id, a.term_from, b.compliance_start AS watched_from,
                       latest.day AS last_on,
                       (SELECT max(o.paper_result_on) FROM zhaoshang_appointment o
                         WHERE o.employee_id = a.employee_id AND o.term_from = a.term_from)
                         AS paper_on,
                       (SELECT bool_or(o.paper_no_result) FROM zhaoshang_appointment o
                         WHERE o.employee_id = a.employee_id AND o.term_from = a.term_from)
                         AS paper_none
                  FROM zhaoshang_appointment a
                  JOIN zhaoshang_bureau b ON b.id = a.bureau_id
             LEFT JOIN latest ON latest.employee_id = a.employee_id
                 WHERE a.company_id = %(county)s AND a.state = 'confirmed'
                   AND %(today)s BETWEEN a.date_from AND a.date_to
                   AND b.compliance_start <= %(today)s
              ORDER BY a.id
                """,
                stages=RESULT_STAGES,
                county=county.id,
                today=today,
            )
        )

    def _long_leaves(self, county):
        """Return {term: special leaves}, which may stop the clock (R101)."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT a.employee_id, a.term_from, l.date_from,
                       GREATEST(COALESCE(l.last_away, l.date_to), l.date_from)
                  FROM zhaoshang_leave l JOIN zhaoshang_appointment a ON a.id = l.appointment_id
                 WHERE l.company_id = %s AND l.kind = 'special'
                   AND l.zs_approval_state = 'approved'
                """,
                county.id,
            )
        )
        found = {}
        for employee, term, first, last in rows:
            found.setdefault((employee, term), []).append(Span(first, last))
        return found

    def _zs_approval_check(self):
        """A case that the system opened is drafted by who verified and sends it (R105)."""
        for case in self.filtered(lambda sanction: not sanction.drafted_by_id):
            case._govern({"drafted_by_id": self.env.uid})
        return super()._zs_approval_check()
