"""Prints what each stage costs, as a ratio to reading the same case with PyYAML's C loader in the same run.

``python -m benchmarks.speed``: medians of paired runs over seeded variants of the demo deck's cases. No text
occurs twice, so no cache helps. Times differ between machines, ratios hardly.
"""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from tfcards.decompose.cards import decompose
from tfcards.model.case import Case
from tfcards.sources.casefile.reader import read_case, read_case_text
from tfcards.sources.casefile.writer import case_yaml
from tfcards.sources.page.reader import read_lines

DECK = Path(__file__).parents[2] / "decks" / "nuclear-medicine"
VARIANTS = 10
ROUNDS = 5
LONG = (4_000, 16_000, 64_000)
"""Letters of the texts that show whether time grows with the length alone."""

HARD = {
    "commas": "a, ",
    "conjunctions": "uptake and ",
    "links": "uptake consistent with ",
    "brackets": "(",
    "points": "A. ",
    "values": "12.3 (",
    "labels": "A: ",
    "negations": "no ",
    "versus": "A versus B ",
}


def varied(case: Case, seed: int) -> Case:
    """Return ``case`` with a made-up word in each of its names and behind every tenth word of its texts."""
    rng = random.Random(seed)  # noqa: S311 - the same corpus every time, not a secret

    def word() -> str:
        return f"{rng.choice('bdfglmnprst')}{rng.randrange(10**6)}"

    def vary(text: str) -> str:
        return "".join(
            f"{part} {word()}" if part.isalpha() and rng.random() < 1 / 10 else part
            for part in re.split(r"( )", text)
        )

    return replace(
        case,
        diagnosis=f"{case.diagnosis} {word()}",
        brief_history=vary(case.brief_history),
        full_history=vary(case.full_history),
        discussion=vary(case.discussion),
        images=tuple(replace(image, caption=vary(image.caption)) for image in case.images),
        findings=tuple(
            replace(f, observation=vary(f.observation), interpretation=vary(f.interpretation))
            for f in case.findings
        ),
        differential=tuple(
            replace(d, diagnosis=f"{d.diagnosis} {word()}", distinguishing=vary(d.distinguishing))
            for d in case.differential
        ),
    )


def seconds(work: Callable[[], object]) -> float:
    """Return how long ``work`` takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratios(corpora: Sequence[Sequence[tuple[Case, bytes]]]) -> dict[str, float]:
    """Return the median ratio of each stage to the C loader, each round on a corpus of its own."""
    found: dict[str, list[float]] = {"read case.yaml": [], "decompose": []}
    for corpus in corpora:
        cases, texts = [case for case, _ in corpus], [data for _, data in corpus]
        baseline = seconds(partial(_each, partial(yaml.load, Loader=yaml.CSafeLoader), texts))
        found["read case.yaml"].append(
            seconds(partial(_each, partial(read_case_text, name="x.yaml"), texts)) / baseline
        )
        found["decompose"].append(seconds(partial(_each, decompose, cases)) / baseline)
    return {name: statistics.median(values) for name, values in found.items()}


def _each(work: Callable[[Any], object], items: Sequence[Any]) -> None:
    for item in items:
        work(item)


def hard_page(fragment: str, size: int) -> list[str]:
    """Return the lines of a page whose every section is ``fragment``, over and over, ``size`` letters in all."""
    body = fragment * (size // len(fragment) // 5)
    labels = ("Full history:", "Findings:", "Discussion:", "Differential Diagnosis:", "ACR Codes:")
    return ["Diagnosis: X", "", *(line for label in labels for line in (label, "", body, ""))]


def main() -> None:
    """Print both tables."""
    cases = [r.case for r in map(read_case, sorted(DECK.glob("cases/*/case.yaml"))) if r.case]
    decompose(cases[0])
    corpora = []
    for number in range(ROUNDS):
        made = [varied(case, 1000 * number + n) for n in range(VARIANTS) for case in cases]
        corpora.append([(case, case_yaml(case).encode()) for case in made])
    size = statistics.mean(len(data) for _, data in corpora[0])
    print(f"{len(corpora[0])} cases of {size:.0f} bytes, ratio to PyYAML's C loader (median of {ROUNDS} rounds):")
    for name, ratio in ratios(corpora).items():
        print(f"  {name:16}{ratio:6.2f}")
    print(f"reading hard pages of {', '.join(f'{n:,}' for n in LONG)} letters, milliseconds:")
    for name, fragment in HARD.items():
        times = [seconds(partial(read_lines, hard_page(fragment, size), Path("p.txt"))) for size in LONG]
        print(f"  {name:16}" + "".join(f"{1000 * t:9.1f}" for t in times))


if __name__ == "__main__":
    main()
