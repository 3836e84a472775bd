"""The report of an ending, read from the record: one for the client, one for the team."""
