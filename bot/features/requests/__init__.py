"""Requests: one matter a client raised, from the first word to closed and beyond."""
