"""App Home, and the client's *What is open?*."""
