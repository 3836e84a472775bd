"""Delivery blocks in Slack: the answer to a client, hours found, and lifts."""
