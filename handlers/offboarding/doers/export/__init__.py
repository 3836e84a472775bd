"""The shared channels' messages and files, packed so that they can be read without Slack."""
