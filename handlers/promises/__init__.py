"""Promises in Slack: the answer to the client, the pinned card, what the owner is asked."""
