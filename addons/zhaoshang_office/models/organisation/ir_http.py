import werkzeug.exceptions
from odoo import models
from odoo.exceptions import AccessDenied
from odoo.http import request

PASSWORD_PAGE = "/zhaoshang/password"
OPEN_PATHS = (
    PASSWORD_PAGE,
    "/web/login",
    "/web/session/logout",
    "/web/binary/company_logo",
    "/web/assets/",
    "/web/static/",
    "/web/webclient/translations",
    "/website/translations",
)


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _authenticate_explicit(cls, auth):
        result = super()._authenticate_explicit(auth)
        cls._zs_lead_to_password_page()
        return result

    @classmethod
    def _zs_lead_to_password_page(cls):
        """Close every other door to a user whose password is still the one on his slip."""
        uid = request.env.uid or request.session.uid
        if not uid or request.httprequest.path.startswith(OPEN_PATHS):
            return
        user = request.env(user=uid, su=True)["res.users"].browse(uid)
        if not user.exists() or not user.zs_must_change_password:
            return
        if request.dispatcher.routing_type == "http" and request.httprequest.method == "GET":
            werkzeug.exceptions.abort(request.redirect(PASSWORD_PAGE, 303))
        raise AccessDenied(user.env._("Change the one-time password on your slip first."))
