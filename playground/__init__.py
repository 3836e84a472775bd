"""A Slack of your own, with Connect: server, control API and page, bound to loopback.

Imports neither ``bot`` nor ``slack_sdk``: it is the other side of the wire.
"""
