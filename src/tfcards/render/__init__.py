"""Turns cards into notes through the templates in card_templates/."""
