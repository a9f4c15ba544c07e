"""Shows a deck to its author before it ships: pages of cards as Anki renders them, and a live server for them."""
