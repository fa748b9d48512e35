"""Drives the language server that the YAML extension of VS Code runs: what a clerk sees while typing."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Message = dict[str, Any]


class LanguageServer:
    """One server process with one open folder; speaks the Language Server Protocol over standard input and output."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path, settings: dict[str, Any]) -> None:
        self.process = process
        self.folder = folder
        self.settings = settings
        self.count = 0
        self.published: dict[str, list[Message]] = {}
        self.opened: set[str] = set()

    def start(self) -> None:
        """Open the folder as VS Code in Chinese does."""
        root = self.folder.as_uri()
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
            },
        }
        self.ask(
            "initialize",
            processId=None,
            rootUri=root,
            locale="zh-cn",
            capabilities=capabilities,
            workspaceFolders=[{"uri": root, "name": "county"}],
        )
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings=None)

    def diagnostics(self, path: str, text: str) -> list[Message]:
        """What is underlined when this text stands in the file at ``path``."""
        return self._published(self.open(path, text))

    def hover(self, path: str, text: str, line: int, character: int) -> str:
        """The words shown over a place (both numbers from 0)."""
        return self._text((self._at("textDocument/hover", path, text, line, character) or {}).get("contents", ""))

    def completion(self, path: str, text: str, line: int, character: int) -> dict[str, str]:
        """Each suggestion at a place, with what is said of it."""
        found = self._at("textDocument/completion", path, text, line, character)
        items = found["items"] if isinstance(found, dict) else found or []
        return {one["label"]: self._text(one.get("documentation", "")) + one.get("detail", "") for one in items}

    def open(self, path: str, text: str) -> str:
        """Put the text into the editor; the file on disk is not touched."""
        self.count += 1
        uri = (self.folder / path).as_uri()
        if uri in self.opened:
            self.tell("textDocument/didClose", textDocument={"uri": uri})
            self.published.pop(uri, None)
            while self._published(uri):  # what was said of the text before, then that there is nothing any more
                pass
        self.opened.add(uri)
        document = {"uri": uri, "languageId": "yaml", "version": self.count, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)
        return uri

    def _published(self, uri: str) -> list[Message]:
        while uri not in self.published:
            self._handle(self._read())
        return self.published.pop(uri)

    def _at(self, method: str, path: str, text: str, line: int, character: int) -> Any:
        uri = self.open(path, text)
        return self.ask(method, textDocument={"uri": uri}, position={"line": line, "character": character})

    @staticmethod
    def _text(content: Any) -> str:
        return content.get("value", "") if isinstance(content, dict) else str(content)

    def tell(self, method: str, **params: Any) -> None:
        """Send a message that has no answer."""
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, **params: Any) -> Any:
        """Send a request and wait for its answer, serving the server's own requests meanwhile."""
        self.count += 1
        number = self.count
        self._send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]
            self._handle(message)

    def _handle(self, message: Message) -> None:
        if message.get("method") == "textDocument/publishDiagnostics":
            self.published[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message and "method" in message:
            self._send({"jsonrpc": "2.0", "id": message["id"], "result": self._answer(message)})

    def _answer(self, message: Message) -> Any:
        if message["method"] == "workspace/configuration":
            return [self._section(one.get("section", "")) for one in message["params"]["items"]]
        return None

    def _section(self, name: str) -> Any:
        """The settings below a name, as VS Code unfolds them."""
        found: dict[str, Any] = {}
        for key, value in self.settings.items():
            if key.startswith(f"{name}."):
                steps = key.removeprefix(f"{name}.").split(".")
                place = found
                for step in steps[:-1]:
                    place = place.setdefault(step, {})
                place[steps[-1]] = value
        return found or self.settings.get(name)

    def _send(self, message: Message) -> None:
        assert self.process.stdin is not None
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _read(self) -> Message:
        assert self.process.stdout is not None
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server has ended"
        message: Message = json.loads(self.process.stdout.read(length))
        return message


@contextmanager
def serving(script: Path, folder: Path, settings: dict[str, Any]) -> Iterator[LanguageServer]:
    """A running server for a folder."""
    command = ["node", str(script), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder) as process:
        try:
            server = LanguageServer(process, folder, settings)
            server.start()
            yield server
        finally:
            process.kill()
