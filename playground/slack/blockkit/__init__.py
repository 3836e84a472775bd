"""Block Kit: Slack's limits, and what a block or an element must and may hold."""
