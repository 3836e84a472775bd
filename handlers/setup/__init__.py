"""`/perron setup` for leads, `/perron talents` for everybody."""
