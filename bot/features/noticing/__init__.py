"""Promises that members make in passing: noticed where a platform wants it, kept only on a word."""
