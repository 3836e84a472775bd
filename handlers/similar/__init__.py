"""Similar questions in Slack: a direct message to whoever has one."""
