"""Takes findings apart: which study, what is seen, the words that link, and what it means."""

from tfcards.sources.prose.findings.observation import Observation
from tfcards.sources.prose.findings.reader import observations

__all__ = ["Observation", "observations"]
