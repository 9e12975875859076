"""What it means to comply, in plain Python."""
