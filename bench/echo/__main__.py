"""An echo service as a process: `python -m bench.echo chassis` or `python -m bench.echo bare`."""

import sys

from chassis.process import run

match sys.argv[1:]:
    case ["chassis"]:
        run("bench.echo.on_chassis:EchoService")
    case ["bare"]:
        import eventlet

        eventlet.monkey_patch()
        from bench.echo import bare

        bare.run()
    case _:
        sys.exit(__doc__)
