"""The live preview's server: on 127.0.0.1 alone, out of memory, for a browser on the same machine.

No file is ever opened for a request: what is not a page of the site does not exist. The Host header is checked, as
another site may name its own host and point it at 127.0.0.1 (DNS rebinding).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.preview.pages import INDEX

ADDRESS = "127.0.0.1"
STATUS = "live.json"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class _Now:
    site: Mapping[str, bytes] = field(default_factory=dict)
    version: str = ""
    building: bool = False
    failure: str = ""


class LiveSite:
    """What the server shows at this moment. One thread changes it, as a whole; any number of threads read it."""

    def __init__(self) -> None:
        self._now = _Now()

    def building(self) -> None:
        """Say that the next version is being built; this one stays until then."""
        self._now = replace(self._now, building=True)

    def publish(self, site: Mapping[str, bytes], version: str) -> None:
        """Show ``site`` from now on; open pages refresh themselves when ``version`` is another one."""
        self._now = _Now(site, version)

    def fail(self, message: str) -> None:
        """Show ``message`` over the last version that could be built."""
        self._now = replace(self._now, building=False, failure=message)

    def file(self, name: str) -> bytes | None:
        """Return the content of the file ``name``, None when there is none."""
        now = self._now
        if name == STATUS:
            told = {"version": now.version, "building": now.building, "failure": now.failure}
            return json.dumps(told).encode()
        return now.site.get(name or INDEX)


class Server(ThreadingHTTPServer):
    """Serves ``live`` on ``port`` (0: any free one) until ``shutdown``.

    Raises:
        TfcardsError: The port is not free.
    """

    daemon_threads = True

    def __init__(self, live: LiveSite, port: int) -> None:
        self.live = live
        try:
            super().__init__((ADDRESS, port), _Handler)
        except OSError as problem:
            raise TfcardsError(
                f"the preview cannot use port {port}: {problem.strerror or problem}",
                "give another one with --port",
                ExitCode.ENVIRONMENT,
            ) from problem
        self.hosts = {f"{name}:{self.server_port}" for name in (ADDRESS, "localhost")}

    @property
    def url(self) -> str:
        """The address to open in a browser."""
        return f"http://{ADDRESS}:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as socketserver has it
        """Keep quiet about browsers that hang up, as they do on every refresh."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - as http.server has it
        """Say nothing: requests are of no interest to an author."""

    def _answer(self, *, with_body: bool) -> None:
        name = unquote(urlsplit(self.path).path).removeprefix("/")
        kind = _TYPES.get(PurePosixPath(name or INDEX).suffix.lower(), "application/octet-stream")
        status, data = HTTPStatus.OK, self.server.live.file(name)
        if self.headers.get("Host", "").lower() not in self.server.hosts:
            status, data, kind = HTTPStatus.FORBIDDEN, f"Open {self.server.url}".encode(), "text/plain"
        elif data is None:
            status, data, kind = HTTPStatus.NOT_FOUND, b"Not part of this preview", "text/plain"
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Frame-Options", "SAMEORIGIN")
        if name.startswith("cards/"):
            # A card opened in a tab of its own runs the deck's templates: it must not be the overview's equal.
            self.send_header("Content-Security-Policy", "sandbox allow-scripts")
        self.end_headers()
        if with_body:
            self.wfile.write(data)
