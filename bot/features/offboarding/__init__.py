"""Offboarding: a fair and complete ending, walked through step by step."""
