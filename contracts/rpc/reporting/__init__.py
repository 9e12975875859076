"""What `reporting` can be asked: one module for each family of operations."""
