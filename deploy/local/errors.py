"""The one error of the launcher."""

from __future__ import annotations


class LaunchError(Exception):
    """The stack cannot be started or stopped. The message is one sentence for the operator: what, why, what to do."""
