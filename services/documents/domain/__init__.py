"""The rules of filing and publishing, in plain Python. Time and files' contents come in from outside."""
