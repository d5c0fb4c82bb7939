from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import request

PAGE = "zhaoshang_approval.task_link_page"
WORDS = "zhaoshang_approval.task_link_words"


class TaskLinkController(http.Controller):
    """A task from a mail. Looking changes nothing; only the form of the page decides."""

    @http.route("/zs/task/<string:token>", type="http", auth="user", methods=["GET"], readonly=True)
    def show(self, token):
        task, of_round, refusal = self._find(token)
        return refusal or self._page(task, of_round)

    @http.route("/zs/task/<string:token>", type="http", auth="user", methods=["POST"])
    def decide(self, token, decision="", comment="", digest="", **_more):
        task, of_round, refusal = self._find(token)
        if refusal:
            return refusal
        comment = comment.strip()
        try:
            with request.env.cr.savepoint():
                task._zs_link_decide(decision, comment or None, of_round, digest or None)
        except UserError as error:
            request.env.invalidate_all(flush=False)
            return self._page(task, of_round, error=str(error), comment=comment, status=409)
        return self._page(task, of_round, done=decision)

    def _find(self, token):
        """``(task, round, None)``, or a page of words instead: never the matter to another."""
        tasks = request.env["zhaoshang.approval.task"]
        found = tasks._zs_read_link(token)
        if not found:
            return tasks, None, self._words("expired", 410)
        user, task, of_round = found
        if user != request.env.uid:
            return tasks, None, self._words("another", 403)
        return task, of_round, None

    def _page(self, task, of_round, *, error=None, comment="", done=None, status=200):
        try:
            values = task._zs_link_page(of_round)
        except AccessError:
            return self._words("gone", 403)
        values |= {"error": error, "comment": comment, "done": done}
        return self._plain(request.render(PAGE, values, status=status))

    def _words(self, which, status):
        return self._plain(request.render(WORDS, {"which": which}, status=status))

    def _plain(self, response):
        """Nothing of the page is kept, framed, or told to other sites with its address."""
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Frame-Options"] = "DENY"
        return response
