"""Entry points, a family in each module."""
