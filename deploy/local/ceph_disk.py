"""Waits until a disk process of the S3 store is active: `python -m deploy.local.ceph_disk <its admin socket>`.

Asks over that socket itself: Ceph's own command for this would be another program to start for every look.
"""

from __future__ import annotations

import json
import socket
import struct
import sys
import time

WITHIN = 60.0  # seconds; then the supervisor tries again
BETWEEN_LOOKS = 0.05


def main(admin_socket: str, within: float = WITHIN) -> int:
    ends = time.monotonic() + within
    while state(admin_socket) != "active":
        if time.monotonic() > ends:
            return 1
        time.sleep(BETWEEN_LOOKS)
    return 0


def state(admin_socket: str) -> str | None:
    """The word in which it tells how far it is: booting, active, ... None while it does not answer."""
    try:
        with socket.socket(socket.AF_UNIX) as asking:
            asking.settimeout(5)
            asking.connect(admin_socket)
            asking.sendall(b'{"prefix": "status"}\0')
            answer = asking.makefile("rb")
            (length,) = struct.unpack(">I", answer.read(4))
            told: dict[str, str] = json.loads(answer.read(length))
    except (OSError, ValueError, struct.error):
        return None
    return told.get("state")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
