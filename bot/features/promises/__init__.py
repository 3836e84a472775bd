"""What the team promises its clients: the answer, the promise and its life, what was learned."""
