"""The demo itself, clicked through in a real browser as people would."""
