from odoo import http
from odoo.exceptions import UserError
from odoo.http import request
from odoo.service.security import compute_session_token


class FirstPassword(http.Controller):
    """The page on which a one-time password is replaced; see ``ir.http`` for what is closed."""

    @http.route("/zhaoshang/password", type="http", auth="user", methods=["GET", "POST"])
    def first_password(self, old="", new="", repeated="", **_unused):
        values = {
            "login": request.env.user.login,
            "error": None,
            "disable_database_manager": True,
        }
        if request.httprequest.method == "POST":
            try:
                request.env["res.users"]._zs_replace_password(old, new, repeated)
            except UserError as refusal:
                values["error"] = refusal.args[0]
            else:
                # a new password ends every session but the one in which it was chosen
                token = compute_session_token(request.session, request.env)
                request.session.session_token = token
                return request.redirect("/odoo")
        elif not request.env.user.zs_must_change_password:
            return request.redirect("/odoo")
        return request.render("zhaoshang_office.first_password", values)
