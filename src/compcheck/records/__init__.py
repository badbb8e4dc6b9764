"""Children's records: files of rows to tables, and counts out of them. Rows leave this room only as asked for."""
