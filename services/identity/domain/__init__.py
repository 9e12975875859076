"""The rules of identity, in plain Python: officers and their sessions, tokens, grants, and failed attempts."""
