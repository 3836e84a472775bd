"""What Slack sends, and what Perron shows there."""
