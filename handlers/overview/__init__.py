"""The slash command and App Home."""
