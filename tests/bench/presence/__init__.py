"""Months of presence: ours beside bare SQL over the same intervals; see ``days.py``.

``./dev bench presence`` (``tools/bench_presence.py``) builds the database and prints the table.
"""
