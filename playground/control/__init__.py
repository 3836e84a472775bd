"""The control API: what people do, and what a test or a script may look at."""
