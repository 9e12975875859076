"""What `documents` can be asked: one module for each family of operations."""

from contracts.rpc.documents import carrying_over, declaring, filing, published

MODULES = (filing, declaring, published, carrying_over)
