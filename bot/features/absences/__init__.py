"""Who is away, who covers, what changes hands meanwhile, and calendars that say busy or free."""
