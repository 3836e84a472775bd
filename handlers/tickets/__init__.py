"""Tickets in Slack: the modal and what is sent to Jira."""
