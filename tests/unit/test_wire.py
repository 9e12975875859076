"""What is read ahead is what was sent, whatever the sizes in which it is asked for."""

from __future__ import annotations

import socket

import pytest

from chassis.bus.wire import AT_A_TIME, read_ahead


@pytest.mark.parametrize("sizes", [(1,), (7, 300, 1), (AT_A_TIME + 5, 3)])
def test_what_is_read_ahead_is_what_was_sent(sizes):
    sent = bytes(range(256)) * 400
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.settimeout(5)
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 * len(sent))
        ours.sendall(sent)
        ours.close()
        read = read_ahead(theirs.recv)
        received, number = b"", 0
        while piece := read(sizes[number % len(sizes)]):
            assert len(piece) <= sizes[number % len(sizes)]
            received, number = received + piece, number + 1

    assert received == sent


def test_a_time_out_loses_nothing():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.settimeout(0.05)
        read = read_ahead(theirs.recv)
        ours.sendall(b"ab")
        assert read(1) == b"a"
        assert read(5) == b"b"
        with pytest.raises(TimeoutError):
            read(1)
        ours.sendall(b"c")
        assert read(1) == b"c"
