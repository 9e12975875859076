"""Reporting: which agency complied with which obligation on which day, and the figures and lists that follow."""
