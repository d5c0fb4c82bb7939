"""Reporting duties: ours beside a bare INSERT … SELECT of the same rows; see ``weeks.py``.

``./dev bench compliance`` (``tools/bench_compliance.py``) builds the database and prints the table.
"""
