"""A small Confluence over HTTP for these tests."""

from tests.playground.confluence.running import confluence, running_confluence

__all__ = ["confluence", "running_confluence"]
