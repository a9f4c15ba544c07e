"""XML of unknown origin: parsed without entities or network, and its text as lines with their numbers."""
