"""Reminders in Slack: the command, the window, the shortcut, and the cards."""
