"""The Web API's methods: one declarative table, and the functions that carry them out."""
