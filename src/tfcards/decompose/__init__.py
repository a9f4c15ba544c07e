"""Takes a case apart into questions and masks what would give the answer away."""
