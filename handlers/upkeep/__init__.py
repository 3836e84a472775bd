"""What the clock brings: the day's forgetting, an observed week's report."""
