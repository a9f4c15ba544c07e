"""Makes a release of a deck in one folder to upload, or tells what people would lose."""
