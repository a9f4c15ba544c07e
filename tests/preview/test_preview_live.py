"""The live server: this machine alone, the right host alone, nothing but the pages."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from tfcards.model.errors import ExitCode, TfcardsError
from tfcards.preview import watch
from tfcards.preview.live import LiveSite, Server
from tfcards.preview.watch import on_save, snapshot

SITE = {"index.html": b"<p>overview", "cards/a-1-front.html": b"<p>card", "media/a1.png": b"png"}


@pytest.fixture
def server() -> Iterator[Server]:
    live = LiveSite()
    live.publish(SITE, "v1")
    with Server(live, 0) as made:
        thread = Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def ask(
    server: Server, path: str, method: str = "GET", **headers: str
) -> tuple[int, bytes, http.client.HTTPMessage]:
    """Send ``path`` as it is written, as no browser would."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body, answer.headers


def test_pages_come_with_their_type_and_are_never_kept(server: Server) -> None:
    for path, body, kind in (
        ("/", b"<p>overview", "text/html; charset=utf-8"),
        ("/?again", b"<p>overview", "text/html; charset=utf-8"),
        ("/cards/a-1-front.html", b"<p>card", "text/html; charset=utf-8"),
        ("/media/a1.png", b"png", "image/png"),
    ):
        status, data, headers = ask(server, path)
        assert (status, data, headers["Content-Type"]) == (200, body, kind)
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_card_in_a_tab_of_its_own_stays_in_its_sandbox(server: Server) -> None:
    assert ask(server, "/cards/a-1-front.html")[2]["Content-Security-Policy"] == "sandbox allow-scripts"


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml",
        "/media/../../pyproject.toml",
        "/%2e%2e/pyproject.toml",
        "/..%2fpyproject.toml",
        "/media/..%5c..%5cpyproject.toml",
        "//etc/passwd",
        "/etc/passwd",
        "/%2fetc/passwd",
        "/%00",
        "/cards/",
        "/.",
        "file:///etc/passwd",
    ],
)
def test_nothing_but_the_site_is_served(server: Server, path: str) -> None:
    assert ask(server, path)[0] == 404


@pytest.mark.parametrize(
    "host", ["example.org", "example.org:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.:{port}", ""]
)
def test_another_host_is_refused(server: Server, host: str) -> None:
    for path in ("/", "/live.json", "/media/a1.png"):
        status, data, _ = ask(server, path, Host=host.format(port=server.server_port))
        assert (status, data) == (403, f"Open {server.url}".encode())


def test_localhost_is_the_same_machine(server: Server) -> None:
    assert ask(server, "/", Host=f"LOCALHOST:{server.server_port}")[0] == 200


def test_other_machines_cannot_reach_it(server: Server) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"


def test_pages_can_be_read_and_nothing_else_be_done(server: Server) -> None:
    assert ask(server, "/", "HEAD")[:2] == (200, b"")
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert ask(server, "/", method)[0] == 501


def test_the_news_tell_version_building_and_failure(server: Server) -> None:
    def news() -> dict[str, object]:
        told: dict[str, object] = json.loads(ask(server, "/live.json")[1])
        return told

    assert news() == {"version": "v1", "building": False, "failure": ""}
    server.live.building()
    assert news()["building"] is True
    server.live.fail("the template cannot be read")
    assert news() == {"version": "v1", "building": False, "failure": "the template cannot be read"}
    assert ask(server, "/")[0] == 200, "the last good version stays"
    server.live.publish({"index.html": b"new"}, "v2")
    assert news() == {"version": "v2", "building": False, "failure": ""}
    assert ask(server, "/")[1] == b"new"


def test_a_browser_that_hangs_up_is_no_event(server: Server, capfd: pytest.CaptureFixture[str]) -> None:
    server.live.publish({"index.html": b"x" * 50_000_000}, "v2")
    with socket.create_connection(("127.0.0.1", server.server_port)) as connection:
        connection.sendall(f"GET / HTTP/1.0\r\nHost: 127.0.0.1:{server.server_port}\r\n\r\n".encode())
        connection.recv(1)
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(5)
    assert capfd.readouterr() == ("", "")


def test_a_port_in_use_is_told_in_words(server: Server) -> None:
    with pytest.raises(TfcardsError, match=f"cannot use port {server.server_port}.*--port") as caught:
        Server(LiveSite(), server.server_port)
    assert caught.value.exit_code is ExitCode.ENVIRONMENT


def test_a_look_sees_saved_new_and_removed_files_and_no_hidden_ones(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / ".git").mkdir()
    case = tmp_path / "cases" / "case.yaml"
    case.write_text("a", "utf-8")
    looks = [snapshot([tmp_path])]
    (tmp_path / ".git" / "index").write_text("x", "utf-8")
    (tmp_path / ".case.yaml.swp").write_text("x", "utf-8")
    assert snapshot([tmp_path]) == looks[0]
    case.write_text("ab", "utf-8")
    looks.append(snapshot([tmp_path]))
    (tmp_path / "new.png").write_text("x", "utf-8")
    looks.append(snapshot([tmp_path]))
    case.unlink()
    looks.append(snapshot([tmp_path]))
    assert all(one != other for at, one in enumerate(looks) for other in looks[:at])
    assert snapshot([case]) == {}


def test_a_save_is_answered_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "INTERVAL", 0.001)
    page = tmp_path / "page.txt"
    page.write_text("a", "utf-8")
    seen = snapshot([page])
    page.write_text("ab", "utf-8")
    stop, calls = Event(), []

    def changed() -> None:
        calls.append(page.read_text("utf-8"))
        threading.Timer(0.1, stop.set).start()

    on_save([page], seen, changed, stop)
    assert calls == ["ab"]
