"""The law of the approval engine in plain Python: values in, values out.

Nothing here imports ``odoo``, reads a clock or touches a database. The models hold the rows,
check the rights and call these functions; the progress logic is written nowhere else.
"""
