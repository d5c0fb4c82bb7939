"""What the installation sets up once."""


def post_init_hook(env):
    """Give existing bureaus their partner and analytic account, and companies their accounts."""
    bureaus = env["zhaoshang.bureau"].with_context(active_test=False).search([])
    bureaus._zs_finance_ensure_accounts()
    companies = env["res.company"].search([("chart_template", "in", ("cn", "cn_large_bis"))])
    companies._zs_finance_setup()
