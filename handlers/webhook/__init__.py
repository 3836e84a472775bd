"""The agency's own software is told."""
