"""Takes corrections that people made in Anki back into the case files."""
