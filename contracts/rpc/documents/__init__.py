"""What `documents` can be asked: one module for each family of operations."""

from contracts.rpc.documents import carrying_over, declaring, filing, published, verifying

MODULES = (filing, declaring, published, verifying, carrying_over)
