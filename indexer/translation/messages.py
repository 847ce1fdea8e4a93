"""Messages between the indexer and the process that translates for it: a length, then JSON in UTF-8."""

from __future__ import annotations

import json
import socket
import struct
import time
from typing import Any

_LENGTH = struct.Struct("!Q")
_BLOCK = 1 << 20


def send(connection: socket.socket, message: object, *, seconds: float | None = None) -> None:
    """Send a message of plain JSON values; raise TimeoutError where the other side does not take it in so long."""
    data = json.dumps(message).encode("ascii")  # lone surrogates go through as escapes
    connection.settimeout(seconds)
    connection.sendall(_LENGTH.pack(len(data)) + data)


def receive(connection: socket.socket, *, seconds: float | None = None) -> Any:
    """Return the next message; raise EOFError where the other side has ended, TimeoutError after so many seconds."""
    until = None if seconds is None else time.monotonic() + seconds
    (length,) = _LENGTH.unpack(_read(connection, _LENGTH.size, until))
    return json.loads(_read(connection, length, until))


def _read(connection: socket.socket, length: int, until: float | None) -> bytes:
    data = bytearray()
    while len(data) < length:
        # a timeout of 0 would mean not to wait at all, with another error
        connection.settimeout(None if until is None else max(until - time.monotonic(), 0.001))
        block = connection.recv(min(length - len(data), _BLOCK))
        if not block:
            raise EOFError("the other side has ended")
        data += block
    return bytes(data)
