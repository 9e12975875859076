"""Identity's entry points on the bus, one module for each family of operations."""
