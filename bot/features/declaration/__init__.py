"""Declaring platforms, people and clients in a file: read, compared, applied."""
