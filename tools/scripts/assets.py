"""Run in Odoo's shell on a finished template: browsers need not wait for the bundles."""

env["ir.qweb"]._pregenerate_assets_bundles()
env.cr.commit()

# Odoo serves a page without styles where one of them does not compile
styles = env["ir.attachment"].search([("url", "=like", "/web/assets/%.css")])
broken = [style.name for style in styles if b"## CSS error message ##" in (style.raw or b"")]
if broken:
    raise SystemExit(f"These styles do not compile: {', '.join(broken)}")
