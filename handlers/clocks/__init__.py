"""What the clock says: to who can act, to the team, and, kindly, to the client."""
