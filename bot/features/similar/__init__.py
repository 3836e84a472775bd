"""What was asked before and was alike, for whoever has a question now."""
