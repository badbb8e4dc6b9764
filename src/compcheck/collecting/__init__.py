"""Files of records to one submission: what the records do not say is asked for, the rest is counted and composed."""
