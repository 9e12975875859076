"""Having something happen at the worst moment."""

from contextlib import contextmanager


@contextmanager
def once_when(signal, document, do):
    """Have `do` happen the first time that the store gives this signal of the document: at the worst moment."""
    done = []

    def listen(sender, document, **_):
        if not done:
            done.append(True)
            do()

    with signal.connected_to(listen, sender=document):
        yield
    assert done
