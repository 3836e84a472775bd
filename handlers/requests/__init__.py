"""Requests in Slack: messages, cards and buttons."""
