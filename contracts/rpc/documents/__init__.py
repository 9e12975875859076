"""What `documents` can be asked: one module for each family of operations."""

from contracts.rpc.documents import carrying_over, declaring, filing, published, searching, verifying

MODULES = (filing, declaring, published, searching, verifying, carrying_over)
