"""Run in Odoo's shell after the dependencies: nothing calls out."""

cron = env.ref("mail.ir_cron_module_update_notification", raise_if_not_found=False)
if cron:
    cron.active = False
env.cr.commit()
