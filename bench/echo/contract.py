"""What an echo can be asked: of the one on the chassis, and of the bare one."""

from __future__ import annotations

from contracts.operations import Operation, Reply, Request
from contracts.vocabulary import Action


class Text(Request):
    text: str


class Echoed(Reply):
    text: str


ON_CHASSIS = "bench_echo"
BARE = "bench_bare_echo"

ECHO = Operation(ON_CHASSIS, "echo", Text, Echoed, Action.PUBLIC)
BARE_ECHO = Operation(BARE, "echo", Text, Echoed, Action.PUBLIC)

TEXT = Text(text="ประกาศช่องทางอิเล็กทรอนิกส์สำหรับประชาชนใช้ในการติดต่อ " * 4)
"""What everybody asks: some 220 characters."""
