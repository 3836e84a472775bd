"""Tickets: the Jira issue of a request, created once and followed."""
