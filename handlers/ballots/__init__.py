"""Ballots in Slack: asking, the blind vote, the result, hands and alternatives."""
