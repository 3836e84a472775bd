"""Reminders: what somebody asked to be told, and when; and dates that Jira's tickets have."""
