"""Channels in Slack: sharing, the introduction, reading back what was missed."""
