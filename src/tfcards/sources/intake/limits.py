"""How much is taken in at once, so that no input takes all of a machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeLimits:
    """Bounds on folders and archives.

    ``files`` and ``depth`` bound what is looked at below a folder, archives in archives included. One file of an
    archive has ``file_bytes`` at most. All archives together unpack to ``least_bytes``, or to ``ratio`` times what
    they have themselves where that is more, but never to more than ``most_bytes``: images hardly shrink in an
    archive, and text shrinks to a tenth, while a bomb shrinks to a thousandth.
    """

    files: int = 50_000
    depth: int = 32
    file_bytes: int = 200_000_000
    least_bytes: int = 200_000_000
    ratio: int = 50
    most_bytes: int = 20_000_000_000


DEFAULT_LIMITS = IntakeLimits()


class Budget:
    """What is left of the limits during one intake."""

    def __init__(self, limits: IntakeLimits = DEFAULT_LIMITS) -> None:
        self.limits = limits
        self._files = limits.files
        self._bytes = limits.least_bytes

    def allow_archive(self, size: int) -> None:
        """Allow for the content of an archive of ``size`` bytes that stands on disk, in no other archive."""
        most = self.limits.most_bytes
        self._bytes = min(most, self._bytes + max(0, size * self.limits.ratio - self.limits.least_bytes))

    def take_file(self) -> bool:
        """Count a file; return whether it is still within the limits."""
        self._files -= 1
        return self._files >= 0

    def take_bytes(self, number: int) -> bool:
        """Count ``number`` unpacked bytes; return whether they are still within the limits."""
        self._bytes -= number
        return self._bytes >= 0
