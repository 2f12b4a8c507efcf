"""Asking through the proxy as a browser does: TLS, cookies, and whatever a hostile one sends."""

from __future__ import annotations

import socket
import ssl
from dataclasses import dataclass, field
from http.client import HTTPResponse, HTTPSConnection
from pathlib import Path


def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=str(certificate))
    # We connect to an address; the name that counts is sent as Host.
    context.check_hostname = False
    return context


@dataclass
class Answer:
    """Header names are in lower case; several of one name are joined."""

    status: int
    headers: dict[str, str]
    body: bytes

    @classmethod
    def of(cls, got: HTTPResponse) -> Answer:
        headers = {name.lower(): value for name, value in got.getheaders()}
        return cls(got.status, headers, got.read())


@dataclass
class Visitor:
    """Somebody with a cookie jar, on one host behind the proxy."""

    port: int
    host: str
    certificate: Path
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, method: str = "GET", body: bytes = b"", /, **headers: str) -> Answer:
        line = HTTPSConnection("127.0.0.1", self.port, context=tls(self.certificate), timeout=30)
        said = {"Host": f"{self.host}:{self.port}"}
        if self.cookies:
            said["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            line.request(method, path, body=body or None, headers=said)
            got = line.getresponse()
            for each in got.headers.get_all("Set-Cookie") or ():
                name, _, value = each.partition(";")[0].partition("=")
                self.cookies[name] = value
            return Answer.of(got)
        finally:
            line.close()


def raw(port: int, certificate: Path, request: bytes) -> Answer:
    """What is answered to exactly these bytes; status 0 where the connection was just closed."""
    with (
        socket.create_connection(("127.0.0.1", port), 10) as plain,
        tls(certificate).wrap_socket(plain, server_hostname="localhost") as line,
    ):
        line.sendall(request)
        got = HTTPResponse(line)
        try:
            got.begin()
        except OSError:
            return Answer(0, {}, b"")
        return Answer.of(got)
