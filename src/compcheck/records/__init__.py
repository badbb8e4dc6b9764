"""Child-level files to tables, and counts out of them: the only room that knows a database.

No row leaves it but by `case_rows`, into the file that somebody asked for.
"""
