"""Run in Odoo's shell on a finished template: browsers need not wait for the bundles."""

env["ir.qweb"]._pregenerate_assets_bundles()
env.cr.commit()
