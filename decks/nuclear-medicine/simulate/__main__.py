"""Draw the simulated scintigrams of this deck into its cases and pages.

Without arguments all of them; with arguments those whose path contains one of them, such as "bone-paget".
"""

from __future__ import annotations

import sys
from pathlib import Path

from scintigrams import display
from scintigrams.studies import STUDIES

DECK = Path(__file__).resolve().parent.parent


def main(wanted: list[str]) -> None:
    """Write the PNG files and say which."""
    for path, draw in STUDIES.items():
        if not wanted or any(word in path for word in wanted):
            display.save(draw(), DECK / path)
            size = (DECK / path).stat().st_size
            print(f"{path}: {size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
