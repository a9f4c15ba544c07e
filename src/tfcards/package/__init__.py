"""Writes Anki packages and keeps the release lock."""
