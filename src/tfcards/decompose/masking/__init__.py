"""Hides what would give the diagnosis away: what tells it, and where that stands in a text."""
