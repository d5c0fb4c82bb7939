"""What a step of an approval costs: our engine, OCA's tiers, and Odoo's own double validation.

Each side has its own database on the same server, the same two steps with one person each, and goes
through the same :class:`side.Side`; ``tools/bench.py`` starts them in turn and compares.
"""
