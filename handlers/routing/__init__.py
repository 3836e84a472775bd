"""Suggestions in Slack: the direct message with the reasons."""
