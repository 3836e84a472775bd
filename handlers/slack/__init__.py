"""What every handler shares: the app, who pressed what, blocks, answers."""
