"""The question about a promise in passing, and what its author can do with it."""
