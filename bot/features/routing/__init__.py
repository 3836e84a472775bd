"""Routing: the talent best suited to a question."""
