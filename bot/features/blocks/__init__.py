"""Delivery blocks: what a block means every day, and how two members lift it for a while."""
