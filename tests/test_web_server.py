"""The settings for web servers, in a real nginx and a real Apache on this machine: every answer has every header."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from build_tools import policy
from build_tools.cli import main
from build_tools.diagnostics import UserError
from build_tools.web_server import SERVERS, settings

NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
APACHE = shutil.which("apache2", path=os.environ.get("PATH", "") + ":/usr/sbin")
MODULES = Path("/usr/lib/apache2/modules")
FILES = {
    "index.html": "<!doctype html><title>首页</title>" + "x" * 3000,
    "404.html": "<!doctype html><title>没有这一页</title>",
    "items/a.html": "<!doctype html><title>甲</title>",
    "assets/zwgk.0123abcd.js": "'use strict';",
    "assets/zwgk.js": "'use strict';",
    "assets/zwgk.0123abcd.css": "p{}",
    "data/catalog.json": '{"a": "甲"}',
    "data/catalog.jsonld": "{}",
    "data/catalog-20261122.csv": "甲,乙\n",
    "atom.xml": "<feed/>",
    "sitemap.xml": "<urlset/>",
    "site.webmanifest": "{}",
    "picture.svg": "<svg/>",
    ".zwgk-site": "zwgk\n",
    ".git/config": "secret",
    "empty/x.html": "x",
}
TYPES = {
    "index.html": "text/html; charset=utf-8",
    "assets/zwgk.js": "text/javascript; charset=utf-8",
    "assets/zwgk.0123abcd.css": "text/css; charset=utf-8",
    "data/catalog.json": "application/json; charset=utf-8",
    "data/catalog.jsonld": "application/ld+json; charset=utf-8",
    "data/catalog-20261122.csv": "text/csv; charset=utf-8",
    "atom.xml": "application/atom+xml",
    "sitemap.xml": "application/xml; charset=utf-8",
    "site.webmanifest": "application/manifest+json; charset=utf-8",
    "picture.svg": "image/svg+xml; charset=utf-8",
}
APACHE_MODULES = "mpm_event authz_core dir mime headers alias filter deflate"


@dataclass(frozen=True)
class Server:
    """A running server, and the path the site is under."""

    host: str
    port: int
    path: str

    def ask(self, target: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        """One request for a path of the site, its body read."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=10)
        connection.request(method, self.path + target, headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        answer.body = answer.read()  # type: ignore[attr-defined]
        connection.close()
        return answer


def free_port(host: str) -> int:
    """A port nobody uses now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as one:
        one.bind((host, 0))
        return int(one.getsockname()[1])


@contextmanager
def running(command: list[str], host: str, port: int, log: Path) -> Iterator[None]:
    """A server in the foreground, ended with the block."""
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        try:
            for _ in range(200):
                try:
                    socket.create_connection((host, port), timeout=1).close()
                    break
                except OSError:
                    assert process.poll() is None, log.read_text(encoding="utf-8")
                    time.sleep(0.05)
            yield
        finally:
            process.terminate()


def nginx(folder: Path, text: str, host: str, port: int) -> list[str]:
    """The command that runs nginx with these settings."""
    assert NGINX is not None
    listen = f"[{host}]" if ":" in host else host
    text, count = re.subn(r"listen (\[::\]:)?80;", "", text)
    assert count == 2
    text = text.replace("server {", f"server {{\n    listen {listen}:{port};", 1)
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    conf = folder / "nginx.conf"
    conf.write_text(
        f"daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{temporary}{text}\n}}\n",
        encoding="utf-8",
    )
    command = [NGINX, "-p", str(folder), "-e", f"{folder}/error.log", "-c", str(conf)]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    assert "[warn]" not in tested.stderr
    return command


def apache(folder: Path, site: Path, text: str, host: str, port: int, path: str) -> list[str]:
    """The command that runs Apache with these settings, as a file of its own or as ``.htaccess``."""
    assert APACHE is not None
    listen = f"[{host}]" if ":" in host else host
    own = text
    if "<Directory" not in text:
        own = f"<Directory {site}>\nAllowOverride All\nRequire all granted\n</Directory>\n"
        (site / ".htaccess").write_text(text, encoding="utf-8")
    loaded = "".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so\n" for name in APACHE_MODULES.split())
    root = site if path == "/" else site.parent
    conf = folder / "apache.conf"
    conf.write_text(
        f"ServerRoot {folder}\nServerName localhost\nListen {listen}:{port}\nPidFile {folder}/apache.pid\n"
        f"ErrorLog {folder}/apache.log\nDocumentRoot {root}\n{loaded}TypesConfig /dev/null\n{own}",
        encoding="utf-8",
    )
    command = [APACHE, "-f", str(conf)]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    return [*command, "-X"]


def has_ipv6() -> bool:
    """Whether this machine can listen on ``::1``."""
    try:
        return free_port("::1") > 0
    except OSError:
        return False


KINDS = [
    pytest.param(("nginx", "/", "127.0.0.1"), id="nginx"),
    pytest.param(("nginx", "/zwgk/", "::1"), id="nginx under a path"),
    pytest.param(("nginx", "/a/zwgk/", "127.0.0.1"), id="nginx two deep"),
    pytest.param(("apache", "/zwgk/", "::1"), id="apache"),
    pytest.param(("htaccess", "/", "127.0.0.1"), id="htaccess"),
    pytest.param(("htaccess", "/zwgk/", "127.0.0.1"), id="htaccess under a path"),
]


@pytest.fixture(scope="module", params=KINDS)
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Each server with each way to mount the site."""
    kind, path, host = request.param
    if (NGINX if kind == "nginx" else APACHE) is None:
        pytest.skip(f"no {kind} on this machine")
    if host == "::1" and not has_ipv6():
        pytest.skip("no IPv6 on this machine")
    folder = tmp_path_factory.mktemp(kind)
    for one in (folder, *folder.parents[:2]):  # a server that gives up root's rights must get there
        one.chmod(0o755)
    site = folder / "www" / "zwgk"
    for name, text in FILES.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    port = free_port(host)
    if kind == "nginx":
        command = nginx(folder, settings("nginx", path, str(site)), host, port)
    else:
        text = settings("apache", path, str(site) if kind == "apache" else None)
        command = apache(folder, site, text, host, port, path)
    with running(command, host, port, folder / "out.log"):
        yield Server(host, port, path)


def assert_safe(answer: http.client.HTTPResponse) -> None:
    """Every header of the policy is there, once."""
    for name, value in policy.headers():
        assert answer.headers.get_all(name) == [value], (answer.status, name)
    assert len(answer.headers.get_all("Cache-Control") or []) == 1


@pytest.mark.parametrize("target", sorted(TYPES))
def test_every_file_has_its_type_and_all_headers(server: Server, target: str) -> None:
    answer = server.ask(target)
    assert answer.status == 200
    assert answer.headers["Content-Type"].lower().startswith(TYPES[target])
    assert_safe(answer)


def test_the_start_page_answers_for_the_folder_and_no_folder_is_listed(server: Server) -> None:
    start = server.ask("")
    assert start.status == 200
    assert "首页".encode() in start.body  # type: ignore[attr-defined]
    listed = server.ask("empty/")
    assert listed.status in (403, 404)
    assert b"x.html" not in listed.body  # type: ignore[attr-defined]
    assert_safe(listed)
    moved = server.ask("items")
    assert moved.status == 301
    assert moved.headers["Location"].endswith(f"{server.path}items/")
    assert_safe(moved)


def test_what_is_not_there_is_said_with_our_page(server: Server) -> None:
    for target in ("nothing.html", "items/nothing/deep.html", "assets/zwgk.ffffffff.js"):
        answer = server.ask(target)
        assert answer.status == 404
        assert "没有这一页".encode() in answer.body  # type: ignore[attr-defined]
        assert_safe(answer)


def test_hidden_files_are_refused(server: Server) -> None:
    for target in (".zwgk-site", ".git/config", ".htaccess", "items/.x", "%2egit/config"):
        answer = server.ask(target)
        assert answer.status in (403, 404), target
        assert b"secret" not in answer.body  # type: ignore[attr-defined]
        assert_safe(answer)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_only_reading_is_allowed(server: Server, method: str) -> None:
    answer = server.ask("index.html", method)
    if method != "TRACE":  # servers answer that one before they look at the settings of a folder
        assert answer.status in (403, 405, 501)
        assert_safe(answer)


def test_head_has_the_headers_without_the_page(server: Server) -> None:
    answer = server.ask("index.html", "HEAD")
    assert answer.status == 200
    assert answer.body == b""  # type: ignore[attr-defined]
    assert_safe(answer)


def test_hashed_files_are_kept_and_pages_are_asked_for_again(server: Server) -> None:
    for target in ("assets/zwgk.0123abcd.js", "assets/zwgk.0123abcd.css"):
        assert server.ask(target).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for target in (
        "",
        "items/a.html",
        "assets/zwgk.js",
        "data/catalog-20261122.csv",
        "data/catalog.json",
        "assets/x.ffffffff.js",
    ):
        assert server.ask(target).headers["Cache-Control"] == "no-cache", target
    for encoding in ("identity", "gzip"):
        first = server.ask("index.html", Accept_Encoding=encoding)
        again = server.ask("index.html", Accept_Encoding=encoding, If_None_Match=first.headers["ETag"])
        assert again.status == 304, encoding


def test_pages_are_packed(server: Server) -> None:
    answer = server.ask("index.html", Accept_Encoding="gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert len(answer.body) < 500  # type: ignore[attr-defined]


def test_no_way_leads_out_of_the_folder(server: Server) -> None:
    for target in ("../out.log", "..%2fout.log", "items/../../out.log", "%2e%2e/out.log"):
        assert server.ask(target).status in (400, 403, 404), target


def test_the_policy_is_strict_and_the_page_has_no_less_of_it() -> None:
    header = dict(policy.headers())["Content-Security-Policy"]
    assert header == f"{policy.meta()}; frame-ancestors 'self'"
    assert "unsafe" not in header
    assert "*" not in header
    assert "http" not in header
    assert not set(policy.meta()) & set('"<>&\\$')


@pytest.mark.parametrize("server_name", SERVERS)
def test_the_command_prints_the_settings(server_name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["headers", server_name, "--path", "/zwgk/", "--root", "D:\\网站\\zwgk"]) == 0
    said = capsys.readouterr().out
    assert said == settings(server_name, "/zwgk/", "D:/网站/zwgk").rstrip("\n") + "\n"
    assert "D:/网站/zwgk" in said
    for name, value in policy.headers():
        assert f'{name} "{value}"' in said
    assert not re.search(r"[ \t]+$", said, re.MULTILINE)
    assert "\n\n\n" not in said


@pytest.mark.parametrize(
    "path", ["zwgk", "/zwgk", "zwgk/", "//", "/a b/", "/a;b/", "/../", "/a/./", '/"/', "/{x}/", "/$x/"]
)
def test_a_path_that_is_none_is_refused(path: str) -> None:
    with pytest.raises(UserError) as error:
        settings("nginx", path, None)
    assert error.value.code == "bad-mount"
    assert main(["headers", "nginx", "--path", path]) == 2


@pytest.mark.parametrize("root", ["site", "./site", '/a"b', "/a\nb", "/a;b", "/$x", "/a{b", "/a%{ENV}b", "/#"])
def test_a_folder_that_would_break_the_settings_is_refused(root: str) -> None:
    for one in SERVERS:
        with pytest.raises(UserError) as error:
            settings(one, "/", root)
        assert error.value.code == "bad-root"
