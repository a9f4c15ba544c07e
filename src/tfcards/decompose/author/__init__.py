"""The last word on cards: what the author of a case says under ``cards:``."""
