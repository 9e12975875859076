"""Answers as files: tables sent while they are read, lists of tokens and pages to print."""
