"""The same agency as the features' tests have."""

from tests.bot.features.conftest import house

__all__ = ["house"]
