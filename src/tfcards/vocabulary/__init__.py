"""Tables of the field as data files, with small look-ups."""
