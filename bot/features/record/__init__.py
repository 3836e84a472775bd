"""The record: what was done with clients, who did it and when, chained so that a change shows."""
