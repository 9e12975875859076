"""What ends a run: a figure is either measured on something that works, or not given at all."""


class CannotMeasure(Exception):
    """Something does not start, or answers otherwise than it should. The message is for whoever started the run."""
