"""People in Slack: who joined, who changed."""
