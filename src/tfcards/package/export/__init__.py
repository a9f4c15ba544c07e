"""The notes of a deck in other forms than a package."""
