"""Prints the quality of decomposition on invented pages with gold: python -m benchmarks.quality [dev|scored]."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.quality.scoring import MEASURES, Count, Score, score

HERE = Path(__file__).parent
GOLDEN = HERE.parents[1] / "tests" / "cases"
HALVES = ("dev", "scored")
_WORST = 10


def folders_of(half: str) -> list[Path]:
    """Return the pages of ``half``; the golden pages of the tests are developed on, too."""
    folders = [folder for folder in (HERE / half).iterdir() if (folder / "gold.yaml").is_file()]
    return sorted([*folders, *(GOLDEN.glob("*/") if half == "dev" else ())])


def main(halves: list[str]) -> None:
    """Print the table of each of ``halves``."""
    for half in halves:
        scores = [score(folder) for folder in folders_of(half)]
        print(f"\n{half}: {len(scores)} pages")
        _table(scores)
        # The worst of the scored half are named, not explained here: nobody develops on it.
        _worst(scores, explain=half == "dev" or "--explain" in sys.argv)


def _table(scores: list[Score]) -> None:
    print(f"  {'':14}{'precision':>10}{'recall':>8}{'wanted':>8}")
    for name in MEASURES:
        total = Count()
        for one in scores:
            total.add(one.counts[name])
        print(f"  {name:14}{total.precision:10.3f}{total.recall:8.3f}{total.wanted:8}")
    fronts = sum(one.fronts for one in scores)
    holes = sum(len(one.holes) for one in scores)
    print(f"  leaks          {sum(len(one.leaks) for one in scores)}")
    print(f"  needless holes {holes} ({holes / max(fronts, 1):.1%} of {fronts} fronts)")
    print(f"  unanswerable   {sum(len(one.unanswerable) for one in scores)}")
    print(f"  cards a case   {sum(one.cards for one in scores) / max(len(scores), 1):.1f}")


def _worst(scores: list[Score], *, explain: bool) -> None:
    print(f"  the worst {_WORST}:")
    for one in sorted(scores, key=lambda one: (-one.badness(), one.name))[:_WORST]:
        print(f"    {one.badness():3} {one.name}")
        if explain:
            said = [*one.mistakes, *(f"leak: {x}" for x in one.leaks), *(f"hole: {x}" for x in one.holes)]
            said += [f"unanswerable: {x}" for x in one.unanswerable]
            for line in said:
                print(f"          {line}")


if __name__ == "__main__":
    main([argument for argument in sys.argv[1:] if argument in HALVES] or list(HALVES))
