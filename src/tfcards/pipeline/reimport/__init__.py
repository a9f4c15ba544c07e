"""Imports a case again: what the source changed comes in, what a person changed stays, conflicts are shown."""
