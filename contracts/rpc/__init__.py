"""What each service can be asked. `ALL` is every operation there is."""

from contracts.operations import Operation, Reply, Request, operations_in
from contracts.rpc import agencies, documents, identity, reporting

ALL: tuple[Operation[Request, Reply], ...] = tuple(
    operation
    for module in (*identity.MODULES, *agencies.MODULES, *documents.MODULES, *reporting.MODULES)
    for operation in operations_in(module)
)
