"""A way to the database that ends at the worst moment."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress


class Cutter:
    """A proxy that passes COMMIT on, waits until it is done, and hangs up instead of saying so.

    One connection after the other.
    """

    def __init__(self, host: str, port: int) -> None:
        self._to = (host, port)
        self._door = socket.create_server(("127.0.0.1", 0))
        self._door.settimeout(0.1)
        self._closed = threading.Event()
        self.port: int = self._door.getsockname()[1]
        self.cuts = 0
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._closed.set()
        self._thread.join()

    def _serve(self) -> None:
        with self._door:
            while not self._closed.is_set():
                with suppress(TimeoutError):
                    client, _address = self._door.accept()
                    with client, socket.create_connection(self._to) as server:
                        self._connect(client, server)

    def _connect(self, client: socket.socket, server: socket.socket) -> None:
        committed = threading.Event()
        asking = threading.Thread(target=_ask, args=(client, server, committed))
        asking.start()
        with suppress(OSError):
            while data := server.recv(65536):
                if committed.is_set():
                    self.cuts += 1
                    break
                client.sendall(data)
        for each in (client, server):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        asking.join()


def _ask(client: socket.socket, server: socket.socket, committed: threading.Event) -> None:
    with suppress(OSError):
        while data := client.recv(65536):
            if b"COMMIT" in data:
                committed.set()
            server.sendall(data)
        server.shutdown(socket.SHUT_RDWR)
