"""Dialogues through HTTP: people in the playground, the real bot in this process."""
