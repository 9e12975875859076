"""The launcher with real parts: what is killed comes back with its data, and what ends leaves nothing behind."""

import io
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import amqp
import minio
import pymongo
import pytest

from chassis.config import Settings
from deploy.local import processes
from deploy.local.errors import LaunchError
from deploy.local.ports import is_free, with_free_ports
from deploy.local.processes import ROOT
from deploy.local.stack import Stack
from tests.throwaway import living_below, throwaway_directory, throwaway_stack
from tests.waiting import until

BACKING = {"epmd", "rabbitmq", "mongodb", "s3-monitor", "s3-disk", "s3"}


@pytest.fixture
def data() -> Iterator[Path]:
    with throwaway_directory() as directory:
        yield directory
        assert living_below(directory) == {}


@pytest.fixture(scope="module")
def standing_stack() -> Iterator[Stack]:
    """Running backing services, of which the last tests see the end: the others leave all of them there."""
    with throwaway_stack() as stack:
        yield stack
        assert living_below(stack.data.path) == {}


def test_killed_parts_come_back_with_what_they_were_given(standing_stack: Stack) -> None:
    give(standing_stack.settings, "killed")
    before = standing_stack.pids()
    for name in BACKING:
        standing_stack.kill(name)
    until(
        lambda: all(standing_stack.pids().get(name, before[name]) != before[name] for name in BACKING), "all are back"
    )
    standing_stack.wait_for_backing()
    assert has_what_was_given(standing_stack.settings, "killed")


def test_a_second_start_leaves_alone_what_runs(standing_stack: Stack) -> None:
    before = standing_stack.pids()
    begun = time.monotonic()
    standing_stack.start_backing()
    assert standing_stack.pids() == before
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_interrupted_caller_takes_everything_with_it(data: Path, how: signal.Signals) -> None:
    script = (
        "import pathlib, signal, sys, time\n"
        # Whoever runs the tests in the background of a shell has it ignored, and so would the caller.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from chassis.config import Settings\n"
        "from deploy.local.ports import with_free_ports\n"
        "from deploy.local.stack import Stack\n"
        "with Stack(with_free_ports(Settings(data=pathlib.Path(sys.argv[1]))), tied_to_caller=True) as stack:\n"
        "    stack.start_backing()\n"
        "    print('up', flush=True)\n"
        "    time.sleep(600)\n"
    )
    caller = subprocess.Popen(
        [sys.executable, "-c", script, str(data)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert caller.stdout is not None
    with caller.stdout:
        assert caller.stdout.readline() == b"up\n"
        assert len(living_below(data)) > len(BACKING)
        caller.send_signal(how)
        caller.wait()
    until(lambda: not living_below(data), "nothing lives")


def test_a_taken_port_is_named_and_nothing_is_started(data: Path) -> None:
    stack = Stack(with_free_ports(Settings(data=data)))
    port = stack.settings.backing_port + 5
    with (
        subprocess.Popen([sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port)]) as other,
        pytest.raises(LaunchError, match=f"^Port {port} for MongoDB is taken: .*PRAKAT_BACKING_PORT.$"),
    ):
        until(lambda: not is_free(port), "the other program listens")
        try:
            stack.start_backing()
        finally:
            other_lives = other.poll() is None
            other.terminate()
    assert other_lives
    assert not stack.is_up()


def test_a_given_service_that_does_not_answer_is_named(data: Path, standing_stack: Stack) -> None:
    settings = with_free_ports(Settings(data=data))
    given = {name: standing_stack.settings.need(name) for name in ("mongo_url", "s3_url")}
    given["amqp_url"] = f"amqp://u:feedbeef@127.0.0.1:{settings.backing_port + 1}/v"
    with Stack(Settings.model_validate({**settings.model_dump(), **given}), tied_to_caller=True) as stack:
        with pytest.raises(LaunchError, match="rabbitmq is not ready .* PRAKAT_AMQP_URL") as caught:
            stack.start_backing()
        assert "feedbeef" not in str(caught.value)
        assert "rabbitmq" not in stack.pids()


def test_no_secret_is_visible_to_others(standing_stack: Stack) -> None:
    """Command lines are readable by everybody on the machine, and so may configuration files be one day."""
    hidden = [standing_stack.settings.need(name) for name in (*processes.SECRET_READERS, "amqp_url", "s3_url")]
    hidden += [part for url in hidden[-2:] if (part := urlsplit(url).password)]
    shown = " ".join(living_below(standing_stack.data.path).values())
    shown += standing_stack.data.supervisor_conf.read_text(encoding="utf-8")
    assert not any(secret in shown for secret in hidden)
    for path in standing_stack.data.path.glob("run/start/*"):
        assert path.stat().st_mode & 0o077 == 0


def test_an_unknown_setting_stops_every_command_before_anything_happens(data: Path) -> None:
    outcome = run("start", data, PRAKAT_GATEWAY_PROT="1")
    assert outcome.returncode == 2
    assert outcome.stderr.startswith("PRAKAT_GATEWAY_PROT is not a setting")
    assert list(data.iterdir()) == []


def test_the_operators_commands_start_show_stop_and_delete(data: Path) -> None:
    settings = with_free_ports(Settings(data=data / "var"))
    chosen = {
        f"PRAKAT_{name.upper()}": str(getattr(settings, name))
        for name in ("backing_port", "gateway_port", "digital_id_port")
    }
    try:
        assert run("status", settings.data, **chosen).returncode == 1
        started = run("start", settings.data, "--backing-only", **chosen)
        assert started.returncode == 0, started.stderr
        assert "Everything is ready" in started.stdout
        shown = run("status", settings.data, **chosen).stdout
        assert all(name in shown for name in BACKING)
        vhosts = run("rabbitmqctl", settings.data, "list_vhosts", **chosen)
        assert "prakat" in vhosts.stdout
        assert run("down", settings.data, **chosen).returncode == 0
        assert living_below(data) == {}
        assert run("down", settings.data, **chosen).returncode == 0
    finally:
        assert run("reset", settings.data, **chosen).returncode == 0
    assert not settings.data.exists()


def test_a_stop_is_in_good_order_and_a_start_keeps_data_and_secrets(standing_stack: Stack) -> None:
    give(standing_stack.settings, "stopped")
    ours = ("gateway-1", "identity-1")
    for name in ours:
        standing_stack.start_program(name)
    until(lambda: all(standing_stack.readiness(ours).values()), "both are ready", seconds=60)
    standing_stack.stop()
    assert living_below(standing_stack.data.path) == {}
    # Who needs others stops before them.
    ended_well = stopped_with_0(standing_stack)
    assert tuple(ended_well[:2]) == ours
    assert set(ended_well[2:]) == BACKING - {"epmd"}  # which knows no other end than by the signal
    # Started by somebody who knows nothing but where its data are and on which ports it was.
    given = standing_stack.settings.model_copy(update=dict.fromkeys(("amqp_url", "mongo_url", "s3_url")))
    again = Stack(given, tied_to_caller=True)
    again.start_backing()
    assert again.settings == standing_stack.settings
    assert has_what_was_given(again.settings, "stopped")


def test_a_killed_supervisor_takes_everything_with_it(standing_stack: Stack) -> None:
    supervisor = next(
        pid for pid, command in living_below(standing_stack.data.path).items() if "supervisord" in command
    )
    os.kill(supervisor, signal.SIGKILL)
    until(lambda: not living_below(standing_stack.data.path, except_for=supervisor), "nothing lives")


def stopped_with_0(stack: Stack) -> list[str]:
    """The programs that ended by themselves when they were told to, in that order."""
    log = (stack.data.logs / "supervisord.log").read_text(encoding="utf-8")
    return re.findall(r"stopped: (\S+) \(exit status 0\)", log)


def run(command: str, data: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PRAKAT_DATA": str(data), **settings}
    return subprocess.run(
        [sys.executable, "-m", "deploy.local", command, *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def give(settings: Settings, name: str) -> None:
    """A message, a document and a file of that name."""
    with broker(settings) as connection:
        channel = connection.channel()
        channel.queue_declare(name, durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})
        # RabbitMQ writes the names of new queues with half a second's delay; messages it confirms are safe at once.
        until(lambda: any(name.encode() in names.read_bytes() for names in settings.data.rglob("names.dets")), "noted")
        channel.confirm_select()
        channel.basic_publish_confirm(amqp.Message(name, delivery_mode=2), routing_key=name)
    with (
        mongo_client(settings) as client,
        client.start_session() as session,
        session.start_transaction(),
    ):
        client["prakat_given"]["given"].insert_one({"_id": name}, session=session)
    store(settings).make_bucket(name)
    store(settings).put_object(name, name, io.BytesIO(name.encode()), len(name))


def has_what_was_given(settings: Settings, name: str) -> bool:
    with broker(settings) as connection:
        message = connection.channel().basic_get(name)
    with mongo_client(settings) as client:
        document = client["prakat_given"]["given"].find_one({"_id": name})
    file = store(settings).get_object(name, name).data
    return bool(message and message.body == name and document and file == name.encode())


def broker(settings: Settings) -> amqp.Connection:
    url = urlsplit(settings.need("amqp_url"))
    return amqp.Connection(f"{url.hostname}:{url.port}", url.username, url.password, virtual_host=url.path[1:])


def store(settings: Settings) -> minio.Minio:
    url = urlsplit(settings.need("s3_url"))
    address = f"{url.hostname}:{url.port}"
    return minio.Minio(address, url.username, url.password, secure=False, region="us-east-1")


def mongo_client(settings: Settings) -> pymongo.MongoClient[dict[str, object]]:
    return pymongo.MongoClient(settings.need("mongo_url"))
