"""Takes in what people have: folders, archives and files of any kind, each given to the reader that knows it."""
