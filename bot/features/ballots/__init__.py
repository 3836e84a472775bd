"""Go or no-go: the team votes blindly, then everybody says by name what they put in."""
