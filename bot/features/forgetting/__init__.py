"""Who may be forgotten, from when on, and that it was done."""
