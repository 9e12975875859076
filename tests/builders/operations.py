"""Every operation that the contracts have."""

from importlib import import_module
from pkgutil import walk_packages

from contracts import rpc
from contracts.operations import Operation, Reply, Request

OPERATIONS: tuple[Operation[Request, Reply], ...] = tuple(
    dict.fromkeys(  # a package may show again what its modules declare
        value
        for module in walk_packages(rpc.__path__, f"{rpc.__name__}.")
        for value in vars(import_module(module.name)).values()
        if isinstance(value, Operation)
    )
)
