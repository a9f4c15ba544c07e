"""Reads and writes what an educator edits: case.yaml and deck.yaml."""
