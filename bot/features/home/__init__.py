"""Each member's page, and what is open for a client's people."""
