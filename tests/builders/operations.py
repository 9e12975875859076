"""Every operation that the contracts have."""

from importlib import import_module
from pkgutil import walk_packages

from contracts import rpc
from contracts.operations import Operation, Reply, Request

OPERATIONS: dict[str, Operation[Request, Reply]] = {
    value.routing_key: value
    for module in walk_packages(rpc.__path__, f"{rpc.__name__}.")
    for value in vars(import_module(module.name)).values()
    if isinstance(value, Operation)
}
"""By routing key."""
