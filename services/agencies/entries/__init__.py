"""The entry points, a family in each module."""
