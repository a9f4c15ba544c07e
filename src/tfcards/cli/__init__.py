"""The command line: thin commands that turn words into requests and results into words."""

from tfcards.cli.main import main

__all__ = ["main"]
