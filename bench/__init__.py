"""Benchmarks: what a part costs, beside what the bare thing costs, measured in the same run (docs/benchmarks.md)."""
