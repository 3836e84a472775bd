"""The same agency as the features' tests have."""

from tests.bot.features.conftest import _housed, house, session

__all__ = ["_housed", "house", "session"]
