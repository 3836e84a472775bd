"""What the agency's own software is told: facts, in order, repeated until it has them."""
