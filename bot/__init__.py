"""Perron: looks after the channels that an agency shares with its clients."""
