"""Puts the stages in their order: the only place that knows it."""
