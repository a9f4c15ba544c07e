"""The words of the domain as values: no reading, no writing."""
