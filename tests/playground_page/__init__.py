"""Tests of the playground's page, in a real browser against the real server."""
