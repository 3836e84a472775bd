"""The stories that are shipped, and what plays them."""
