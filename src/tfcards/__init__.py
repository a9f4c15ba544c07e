"""Teaching-file cases in, Anki decks out."""
