"""The two-sided clock: whose turn it is, how long it has been, and what follows from it."""
