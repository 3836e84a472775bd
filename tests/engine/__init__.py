"""The engine under attack: real processes that are killed, told off, and run in pairs."""
