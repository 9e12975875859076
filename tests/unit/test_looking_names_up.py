"""How a service's process finds the addresses of names. Its standard library is replaced by Eventlet's when it starts,
so each of these is a process of its own."""

from __future__ import annotations

import subprocess
import sys

BEGINNING = """
import chassis.process, sys
import eventlet, socket
from eventlet.patcher import original
"""


def test_other_work_goes_on_while_a_name_is_looked_up():
    printed = printed_by("""
answer = original("threading").Event()
def slow(*asked, **more):
    assert answer.wait(20), "nothing else was done meanwhile"
    return "found"
original("socket").getaddrinfo = slow
chassis.process.patch()
looked_up = eventlet.spawn(lambda: socket.getaddrinfo("mail.example.go.th", 25))
eventlet.sleep(0)
answer.set()
print(looked_up.wait())
""")

    assert printed == "found"


def test_names_are_looked_up_by_the_system():
    printed = printed_by("""
chassis.process.patch()
print(socket.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM)[0][4], "dns" in sys.modules)
""")

    assert printed == "('127.0.0.1', 80) False"


def printed_by(script: str) -> str:
    ran = subprocess.run([sys.executable, "-c", BEGINNING + script], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()
