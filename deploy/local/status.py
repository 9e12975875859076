"""What runs, as a table for the operator."""

from __future__ import annotations

import time

from deploy.local.stack import Stack

ROW = "{:<14} {:<10} {:>8} {:>9}  {}"


def table(stack: Stack) -> str:
    """A line for each program: its state, process id, minutes since its start, and whether it says it is ready."""
    ready = stack.readiness()
    lines = [ROW.format("part", "state", "pid", "minutes", "ready")]
    for name, state in sorted(stack.states().items(), key=lambda entry: entry[0]):
        minutes = f"{(time.time() - state.started) / 60:.1f}" if state.pid else "-"
        says = {True: "yes", False: "NO", None: ""}[ready.get(name)]
        lines.append(ROW.format(name, state.status.lower(), state.pid or "-", minutes, says))
    return "\n".join(lines)


def addresses(stack: Stack) -> str:
    """Where the system is reached, and with which demonstration accounts."""
    lines = [
        f"The system:  {stack.settings.gateway_url}",
        f"Digital ID:  {stack.settings.digital_id_url}",
        f"Logs:        {stack.data.logs}",
    ]
    if stack.settings.demo_pages:
        lines.append(f"Its mails:   {stack.settings.digital_id_url}/demo/mail")
    if stack.data.demo_accounts.exists():
        lines += ["", stack.data.demo_accounts.read_text(encoding="utf-8").rstrip()]
    return "\n".join(lines)
