"""Contrast cards: what separates two diagnoses, within a case and between the cases of a deck."""
