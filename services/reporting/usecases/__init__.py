"""What can be asked of reporting, and what it learns from others' events."""
