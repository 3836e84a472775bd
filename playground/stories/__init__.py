"""Stories: scripts of posts, clicks and expected sights, and what plays them."""
