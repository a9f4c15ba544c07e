"""Imports one folder in a process without network, in a bounded memory, and prints what became of it as JSON."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

LIMIT = 1_500_000_000
"""Bytes of address space, most of which are libraries that take no memory."""


def refuse(event: str, _: tuple[Any, ...]) -> None:
    """End the process at anything that reaches for the network or starts another program."""
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "os.system"}:
        raise AssertionError(event)


def main(source: Path, deck: Path) -> None:
    """Import ``source`` into ``deck``."""
    sys.addaudithook(refuse)
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
    from tfcards.pipeline.build import check
    from tfcards.pipeline.importing.run import ImportRequest, import_cases
    from tfcards.sources.supply import NO_SUPPLY

    imported = import_cases(ImportRequest(paths=[source], deck=deck, supply=NO_SUPPLY))
    codes = {d.code for d in imported.diagnostics if d.severity == "error"}
    checked = (
        {d.code for d in check([deck]).diagnostics if d.code.startswith("TF2")} if imported.written else set()
    )
    outcomes = sorted({f"{row.result}: {row.detail}" if row.detail else str(row.result) for row in imported.rows})
    status = Path("/proc/self/status").read_text()
    peak = int(status.partition("VmHWM:")[2].split()[0]) * 1024
    found = {"outcomes": outcomes, "codes": sorted(codes | checked), "peak": peak, "cases": len(imported.written)}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
