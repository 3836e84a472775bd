"""The ending of the work for a client, walked through in Slack."""
