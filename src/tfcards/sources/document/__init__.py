"""What all formats share: a document as labelled sections of lines, and the case that is composed of them."""
