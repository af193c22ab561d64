"""The servers on loopback: one for git and the API at once, as GitHub Enterprise has them, and one for the pages."""

import base64
import os
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler

import httpx

from loopback_github.hub import MACHINE, TOKEN

API, GRAPHQL = "/api/v3", "/api/graphql"  # as of GitHub Enterprise Server


class _Pages(SimpleHTTPRequestHandler):
    """Files of a folder, as a host of static pages serves them."""

    def log_message(self, *arguments):
        pass

    def list_directory(self, path):
        self.send_error(404)


class _GitHub(BaseHTTPRequestHandler):
    """Git over HTTP by git's own program, and the API by `hub`. `lock` lets one push or answer happen at a time."""

    hub, lock = None, threading.Lock()

    def log_message(self, *arguments):
        pass

    def _serve(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        with self.lock:
            if self.path.startswith("/api/"):
                self._answer(body)
            else:
                self._git(body)

    do_GET = do_POST = do_PATCH = _serve  # noqa: N815 — http.server calls them by these names

    def _answer(self, body):
        path = self.path.removeprefix(API) if self.path.startswith(API) else self.path.removeprefix("/api")
        url = f"http://{self.headers['Host']}{path}"
        answer = self.hub.answer(httpx.Request(self.command, url, headers=dict(self.headers), content=body))
        self.send_response(answer.status_code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def _git(self, body):
        """Ask `git http-backend`: CGI (RFC 3875). Whoever has no token is told so, as of a closed repository."""
        basic = base64.b64encode(f"x-access-token:{TOKEN}".encode()).decode()
        scheme, _, given = self.headers.get("Authorization", "").partition(" ")
        if (scheme.lower(), given) != ("basic", basic):  # RFC 9110, 11.1: the scheme in any case
            self.send_response(401)
            self.send_header("WWW-Authenticate", "Basic")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        path, _, query = self.path.partition("?")
        root = self.hub.bare.parent.parent
        name = self.hub.bare.relative_to(root).as_posix()
        path = path if ".git/" in path else path.replace(name.removesuffix(".git"), name, 1)
        environment = {
            "PATH": os.environ["PATH"], "GIT_PROJECT_ROOT": str(root), "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": self.command, "REMOTE_USER": MACHINE,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""), "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""), "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }  # fmt: skip
        before = self.hub.heads()
        done = subprocess.run(["git", "http-backend"], input=body, env=environment, capture_output=True, check=False)
        self.hub.pushed(before, by=MACHINE)
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode("latin-1").split("\r\n") if ": " in line)
        self.send_response(int(headers.pop("Status", "200").split()[0]))
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


def github():
    """Return a handler of its own, whose `hub` is set when the address is known."""
    return type("GitHub", (_GitHub,), {"lock": threading.Lock()})


def pages(folder):
    """Return a handler that serves a folder."""

    class Pages(_Pages):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=os.fspath(folder))

    return Pages
