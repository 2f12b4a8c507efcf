"""A name server for one zone of records, on a port of this machine: it says what it was told."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


@dataclass
class NameServer:
    """``records`` maps a name and a type, ``("a.example", "TXT")``, to its values.

    A name under ``silent`` is answered with a fault of the server's own.
    """

    port: int
    records: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)

    def answer(self, wire: bytes) -> bytes:
        asked = dns.message.from_wire(wire)
        question = asked.question[0]
        name = question.name.to_text(omit_final_dot=True).lower()
        kind = dns.rdatatype.to_text(question.rdtype)
        reply = dns.message.make_response(asked)
        reply.flags |= dns.flags.RA
        if name in self.silent:
            reply.set_rcode(dns.rcode.SERVFAIL)
        elif not any(known == name for known, _ in self.records):
            reply.set_rcode(dns.rcode.NXDOMAIN)
        else:
            self._fill(reply, name, kind)
        return reply.to_wire()

    def _fill(self, reply: dns.message.Message, name: str, kind: str) -> None:
        if kind != "CNAME" and (name, "CNAME") in self.records:
            target = self.records[name, "CNAME"][0]
            reply.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "CNAME", f"{target}."))
            return self._fill(reply, target, kind)
        if values := self.records.get((name, kind)):
            if kind == "TXT":
                values = [f'"{value}"' for value in values]
            elif kind == "CNAME":
                values = [f"{value}." for value in values]
            reply.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", kind, *values))
        return None


@contextmanager
def running() -> Iterator[NameServer]:
    """One that answers over UDP until the block ends; name it in ``DNS_RESOLVER``."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind(("127.0.0.1", 0))
        server = NameServer(door.getsockname()[1])
        thread = threading.Thread(target=_serve, args=(door, server), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            # An empty message ends it.
            with contextlib.suppress(OSError):
                door.sendto(b"", ("127.0.0.1", server.port))
            thread.join(5)


def _serve(door: socket.socket, server: NameServer) -> None:
    while True:
        wire, peer = door.recvfrom(4096)
        if not wire:
            return
        door.sendto(server.answer(wire), peer)
