"""The rules about agencies, in plain Python."""
