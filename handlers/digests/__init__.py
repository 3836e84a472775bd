"""Digests: cards for the team, a client's week, the picture of a platform's months."""
