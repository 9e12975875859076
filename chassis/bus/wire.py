"""The AMQP client's way with its socket, in larger pieces: it reads a message in nine of a few bytes, and writes each
message by itself, which in a burst of events costs more than what is in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

AT_A_TIME = 64 * 1024  # bytes


def read_ahead(receive: Callable[[int], bytes]) -> Callable[[int], bytes]:
    """As `receive`, which gives at most so many bytes, but asking it for many at once."""
    ahead, at = b"", 0

    def read(size: int) -> bytes:
        nonlocal ahead, at
        if at == len(ahead):
            ahead, at = receive(max(size, AT_A_TIME)), 0
        piece = ahead[at : at + size]
        at += len(piece)
        return piece

    return read


def let_read_ahead(transport: Any) -> None:
    transport._quick_recv = read_ahead(transport._quick_recv)


@contextmanager
def in_one_write(transport: Any) -> Iterator[None]:
    """What is written in the block leaves at its end, together; nothing when it raises."""
    pieces: list[bytes] = []
    write = transport._write
    # A piece is a view of a buffer that the next one is written to.
    transport._write = lambda piece: pieces.append(bytes(piece))
    try:
        yield
    finally:
        transport._write = write
    transport.write(b"".join(pieces))
