"""Digests: what the team reads in the morning, a client each week, a platform each month."""
