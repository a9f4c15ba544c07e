"""Makes draft cases of what people have, and says of each source what became of it."""
