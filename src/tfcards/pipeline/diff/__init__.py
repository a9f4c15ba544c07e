"""Compares two releases of a deck: what a resident gets, loses, or never sees."""
