"""What the walls around 100,000 projects of 1,000 bureaus cost an officer of one of them.

Beside it the superuser, whom no wall stops, searches the same bureau by an explicit domain: the
same rows, the same columns, the same server, in turn.
"""
