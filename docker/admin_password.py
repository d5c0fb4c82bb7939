"""Run in Odoo's shell: the technical superuser gets the password of the secret, once.

Only while it still is the one that Odoo's installation gives, so that a later change by the
administrator stays.
"""

# ruff: noqa: F821 (env is there in Odoo's shell)
import os
import pathlib

from odoo.exceptions import AccessDenied

admin = env.ref("base.user_admin")
try:
    admin.with_user(admin)._check_credentials(
        {"type": "password", "login": "admin", "password": "admin"}, {"interactive": False}
    )
except AccessDenied:
    pass
else:
    secret = pathlib.Path(os.environ["ZS_SECRETS"], "odoo_admin_password")
    admin.password = secret.read_text().strip()
    env.cr.commit()
