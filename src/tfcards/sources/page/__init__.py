"""Reads a teaching-file page: saved as text or as HTML."""
