"""Slack's Web API as the port `bot.ports.Chat`."""
