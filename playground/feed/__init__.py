"""Real texts from a CSV file, posted by a client's people, and what came of them."""
