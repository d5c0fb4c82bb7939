from odoo import http
from odoo.http import request


class VerifyController(http.Controller):
    @http.route(
        "/zs/verify/<int:instance_id>/<string:token>",
        type="http", auth="user", methods=["GET"], readonly=True,
    )  # fmt: skip
    def verify(self, instance_id, token):
        """Say whether the history behind a printed form still holds.

        Who may not read the run learns that, the printed digits and a date: the paper he holds
        says more.
        """
        runs = request.env["zhaoshang.approval.instance"]
        printed = runs._zs_read_token(instance_id, token)
        if not printed:
            return request.render("zhaoshang_approval.verify_unknown", {}, status=404)
        page = runs.browse(instance_id)._zs_verification(printed)
        response = request.render("zhaoshang_approval.verify_page", page)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response
