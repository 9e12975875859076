"""What `documents` can be asked: one module for each family of operations."""

from contracts.rpc.documents import (
    carrying_over,
    declaring,
    filing,
    history,
    linking,
    published,
    searching,
    verifying,
    whole,
)

MODULES = (filing, linking, declaring, whole, history, published, searching, verifying, carrying_over)
