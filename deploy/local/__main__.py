"""The operator's commands: python -m deploy.local <command>."""

from __future__ import annotations

import argparse
import os
import sys

from chassis.config import SettingsError, load_settings
from deploy.local import assets, commands
from deploy.local.errors import LaunchError
from deploy.local.stack import Stack


def main(arguments: list[str]) -> int:
    """Run a command. Returns the exit status: 1 when it failed, 2 when the settings cannot be used."""
    given = _parser().parse_args(arguments)
    try:
        _run(given, Stack(load_settings(os.environ), report=lambda line: print(line, flush=True)))
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except LaunchError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted. What has been started keeps running; make down stops it.", file=sys.stderr)
        return 130
    return 0


def _run(given: argparse.Namespace, stack: Stack) -> None:
    match given.command:
        case "install":
            commands.install(stack, given.for_tests)
        case "up":
            commands.up(stack)
        case "start":
            commands.install(stack)
            commands.start(stack, given.backing_only)
        case "restart":
            commands.restart(stack)
        case "down":
            commands.down(stack)
        case "reset":
            commands.reset(stack)
        case "status":
            commands.show_status(stack)
        case "logs":
            commands.follow_logs(stack, given.parts)
        case "run":
            commands.run_module(stack, given.module, given.arguments)
        case "rabbitmqctl":
            commands.run_rabbitmqctl(stack, given.arguments)
        case "assets":
            assets.install()
        case "settings-doc":
            commands.write_settings_doc()
        case "secrets-env":
            commands.write_compose_secrets()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m deploy.local", description="Prakat on this machine.")
    command = parser.add_subparsers(dest="command", required=True, metavar="command")
    install = command.add_parser("install", help="install the packages and assets that are missing")
    install.add_argument("--for-tests", action="store_true", help="also what only the tests need")
    command.add_parser("up", help="start everything, load the demonstration country and run the main job")
    start = command.add_parser("start", help="start everything, with the data that is there")
    start.add_argument("--backing-only", action="store_true", help="only the backing services")
    command.add_parser("restart", help="restart Prakat's own processes, with the code of now")
    command.add_parser("down", help="stop everything; data stays")
    command.add_parser("reset", help="stop everything and delete the data directory")
    command.add_parser("status", help="show what runs")
    logs = command.add_parser("logs", help="follow the logs")
    logs.add_argument("parts", nargs="*", metavar="part", help="as `status` names them; all when none is named")
    run = command.add_parser("run", help="run a Python module with the running system's addresses and secrets")
    run.add_argument("module")
    run.add_argument("arguments", nargs=argparse.REMAINDER)
    rabbitmqctl = command.add_parser("rabbitmqctl", help="run rabbitmqctl on our broker")
    rabbitmqctl.add_argument("arguments", nargs=argparse.REMAINDER)
    command.add_parser("assets", help="fetch the pages' styles and fonts")
    command.add_parser("settings-doc", help="write docs/settings.md from the settings")
    command.add_parser("secrets-env", help="make the secrets for the containers in deploy/compose")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
