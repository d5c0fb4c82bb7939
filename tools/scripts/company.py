"""Run in Odoo's shell before account is installed: a Chinese company gets the Chinese chart."""

env.ref("base.lang_en").active = True
yuan = env.ref("base.CNY")
yuan.active = True
company = env.ref("base.main_company")
company.name = "宿松县"
company.country_id = env.ref("base.cn")
company.currency_id = yuan
users = env["res.users"].with_context(active_test=False).search([])
users.partner_id.write({"lang": "zh_CN", "tz": "Asia/Shanghai"})
env["ir.default"].set("res.partner", "lang", "zh_CN")
env["ir.default"].set("res.partner", "tz", "Asia/Shanghai")
env.cr.commit()
