"""The launcher's rules that need nothing running."""

import socket
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import SecretStr

from chassis.config import PREFIX, Settings, SettingsError
from deploy.local import assets, debian_packages, processes, secrets
from deploy.local.data_directory import DataDirectory
from deploy.local.errors import LaunchError
from deploy.local.ports import BLOCK, Port, require_free, with_free_ports
from deploy.local.processes import SECRET_READERS
from deploy.local.programs import Program, start_script
from deploy.local.readiness import Check, wait_until_ready
from deploy.local.stack import shows_demo_pages
from deploy.local.supervisor import State


def test_secrets_are_made_once() -> None:
    first = secrets.completed(Settings(), {})
    assert secrets.completed(Settings(), secrets.parse(secrets.render(first))) == first


def test_two_installations_share_no_secret() -> None:
    first, second = secrets.completed(Settings(), {}), secrets.completed(Settings(), {})
    assert not set(first.values()) & set(second.values())


def test_the_public_key_is_that_of_the_private_key() -> None:
    values = secrets.completed(Settings(), {})
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(values["PRAKAT_ACCESS_TOKEN_PRIVATE_KEY"]))
    assert values["PRAKAT_ACCESS_TOKEN_PUBLIC_KEYS"] == private.public_key().public_bytes_raw().hex()


def test_a_secret_from_the_environment_is_used_and_not_stored() -> None:
    settings = Settings(token_secret=SecretStr("ab" * 32))
    values = secrets.completed(settings, {})
    assert "PRAKAT_TOKEN_SECRET" not in values
    assert secrets.with_secrets(settings, values).need("token_secret") == "ab" * 32


def test_a_private_key_from_the_environment_brings_its_public_key() -> None:
    values = secrets.completed(Settings(access_token_private_key=SecretStr("01" * 32)), {})
    public = Ed25519PrivateKey.from_private_bytes(b"\x01" * 32).public_key().public_bytes_raw().hex()
    assert values["PRAKAT_ACCESS_TOKEN_PUBLIC_KEYS"] == public


def test_a_private_key_that_nobody_accepts_is_refused() -> None:
    stored = secrets.completed(Settings(), {})
    with pytest.raises(SettingsError, match="no access token would be accepted"):
        secrets.completed(Settings(access_token_private_key=SecretStr("01" * 32)), stored)


def test_a_malformed_private_key_is_named_but_not_shown() -> None:
    with pytest.raises(SettingsError, match="PRAKAT_ACCESS_TOKEN_PRIVATE_KEY: must be 64 hex digits") as caught:
        secrets.completed(Settings(access_token_private_key=SecretStr("feedbeef")), {})
    assert "feedbeef" not in str(caught.value)


@pytest.mark.parametrize("process", processes.processes(Settings()), ids=lambda process: process.name)
def test_a_process_gets_the_secrets_that_are_for_it_and_no_others(process: processes.Process) -> None:
    settings = secrets.with_secrets(Settings(), secrets.completed(Settings(), {}))
    given = {name.removeprefix(PREFIX).lower() for name in processes.environment(settings, process)}
    assert given & set(SECRET_READERS) == {name for name, kinds in SECRET_READERS.items() if process.kind in kinds}
    assert given <= set(Settings.model_fields)


def test_every_health_port_is_in_the_block_and_its_own() -> None:
    settings = Settings()
    ports = [process.health_port for process in processes.processes(settings)]
    assert len(set(ports)) == len(ports)
    assert settings.backing_port <= min(ports) <= max(ports) < settings.backing_port + BLOCK


def test_no_secret_is_on_a_command_line() -> None:
    settings = secrets.with_secrets(Settings(), secrets.completed(Settings(), {}))
    hidden = [settings.need(name) for name in SECRET_READERS]
    for process in processes.processes(settings):
        words = " ".join(processes.program(process, settings).command)
        assert not any(secret in words for secret in hidden)


def test_a_start_script_passes_any_value_unchanged() -> None:
    value = 'it\'s $HOME `x` "y" {"a": 1}\\n'
    program = Program("p", ["printenv", "VALUE"], "g", 1, {"VALUE": value})
    said = subprocess.run(["/bin/sh", "-c", start_script(program)], capture_output=True, text=True, check=True)
    assert said.stdout == value + "\n"


def test_a_taken_port_is_named_with_its_purpose_and_setting() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1]
        with pytest.raises(LaunchError, match=f"^Port {number} for the gateway is taken: .*PRAKAT_GATEWAY_PORT.$"):
            require_free([Port(number, "the gateway", "PRAKAT_GATEWAY_PORT")])


def test_free_ports_are_chosen_beside_each_other() -> None:
    settings = with_free_ports(Settings())
    assert settings.gateway_port == settings.backing_port + BLOCK
    assert settings.gateway_url.endswith(f":{settings.gateway_port}")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ({}, True),
        ({"gateway_port": 8080, "data": "/srv/prakat"}, True),
        ({"smtp_url": "smtp://localhost"}, False),
        ({"digital_id_url": "https://id.agency.example"}, False),
        ({"gateway_url": "https://prakat.agency.example"}, False),
        ({"bind": "0.0.0.0"}, False),
        ({"demo_pages": False}, False),
        ({"demo_pages": True, "bind": "0.0.0.0"}, True),
    ],
)
def test_mails_are_shown_only_where_nobody_else_can_look(given: dict[str, object], shown: bool) -> None:
    assert shows_demo_pages(Settings.model_validate(given)) is shown


def test_a_data_directory_is_its_owners_alone(tmp_path: Path) -> None:
    data = DataDirectory(tmp_path / "d")
    data.create(18100)
    written = data.write("secrets.env", "x")
    assert (data.path.stat().st_mode & 0o777, written.stat().st_mode & 0o777) == (0o700, 0o600)


def test_somebody_elses_directory_is_neither_used_nor_deleted(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").touch()
    data = DataDirectory(tmp_path)
    with pytest.raises(LaunchError, match="PRAKAT_DATA"):
        data.create(18100)
    with pytest.raises(LaunchError, match="nothing deleted"):
        data.remove()
    assert (tmp_path / "thesis.txt").exists()


def test_a_data_directory_remembers_its_ports_and_its_name(tmp_path: Path) -> None:
    data = DataDirectory(tmp_path / "d")
    data.create(18100)
    name = data.name
    data.create(18100)
    assert data.name == name
    with pytest.raises(LaunchError, match="PRAKAT_BACKING_PORT=18100"):
        data.create(18200)


def test_a_moved_data_directory_is_refused_since_queues_remember_their_path(tmp_path: Path) -> None:
    DataDirectory(tmp_path / "d").create(18100)
    (tmp_path / "d").rename(tmp_path / "e")
    with pytest.raises(LaunchError, match=f"was created as {tmp_path}/d"):
        DataDirectory(tmp_path / "e").create(18100)


@pytest.mark.parametrize("name", ["x" * 100, "with space", "per%cent"])
def test_a_path_that_the_parts_cannot_use_is_refused_before_anything_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(LaunchError, match="PRAKAT_DATA"):
        DataDirectory(tmp_path / name).create(18100)
    assert not (tmp_path / name).exists()


def test_two_commands_do_not_start_the_same_stack(tmp_path: Path) -> None:
    data = DataDirectory(tmp_path / "d")
    data.create(18100)
    with data.lock(), pytest.raises(LaunchError, match="Another command"), DataDirectory(data.path).lock():
        pass


def test_waiting_reports_each_part_once(tmp_path: Path) -> None:
    answers = iter([False, False, True])
    lines: list[str] = []
    wait_until_ready([Check("slow", lambda: next(answers), (), "")], dict, tmp_path, lines.append)
    assert [line.split()[0] for line in lines] == ["slow"]


def test_a_program_that_keeps_ending_stops_the_wait_and_shows_its_log(tmp_path: Path) -> None:
    (tmp_path / "identity-1.log").write_text("ModuleNotFoundError: No module named 'x'\n", encoding="utf-8")

    def states() -> Iterator[Mapping[str, State]]:
        started = 0
        while True:
            started += 1
            yield {"identity-1": State("identity-1", "BACKOFF", 0, started)}

    now = states()
    check = Check("identity-1", lambda: False, ["identity-1"], "")
    with pytest.raises(LaunchError, match=r"(?s)identity-1 does not stay up.*identity-1.log.*No module named 'x'"):
        wait_until_ready([check], lambda: next(now), tmp_path, lambda line: None)


def test_a_part_that_takes_too_long_says_where_to_look(tmp_path: Path) -> None:
    check = Check("s3", lambda: False, (), "Look there.", within=0.1)
    with pytest.raises(LaunchError, match="s3 is not ready after .* Look there."):
        wait_until_ready([check], dict, tmp_path, lambda line: None)


def test_installing_keeps_services_from_starting_and_leaves_no_trace(tmp_path: Path) -> None:
    policy = tmp_path / "policy-rc.d"
    with debian_packages.services_not_started(policy):
        assert policy.stat().st_mode & 0o111
        assert "exit 101" in policy.read_text(encoding="utf-8")
    assert not policy.exists()


def test_the_machines_own_policy_about_services_is_left_alone(tmp_path: Path) -> None:
    policy = tmp_path / "policy-rc.d"
    policy.write_text("#!/bin/sh\nexit 104\n", encoding="utf-8")
    with debian_packages.services_not_started(policy):
        pass
    assert policy.read_text(encoding="utf-8") == "#!/bin/sh\nexit 104\n"


def test_a_policy_that_an_interrupted_run_left_behind_is_removed(tmp_path: Path) -> None:
    policy = tmp_path / "policy-rc.d"
    policy.write_text(debian_packages.DO_NOT_START, encoding="utf-8")
    with debian_packages.services_not_started(policy):
        pass
    assert not policy.exists()


def test_without_root_the_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(LaunchError, match="as root run: apt-get install .*radosgw ceph-mon$"):
        debian_packages.install(["radosgw", "ceph-mon"])


def test_a_given_service_needs_no_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    given = Settings(amqp_url=SecretStr("a"), mongo_url=SecretStr("m"), s3_url=SecretStr("s"))
    assert debian_packages.missing(given) == []
    assert "radosgw" in debian_packages.missing(given.model_copy(update={"s3_url": None}))


def test_the_browser_is_a_package_of_the_tests_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    assert debian_packages.missing_for_tests() == ["chromium-headless-shell", "chromium"]
    assert not {"chromium-headless-shell", "chromium"} & set(debian_packages.missing(Settings()))


def test_the_style_sheet_is_set_in_a_font_with_thai() -> None:
    style = (
        '@charset "UTF-8";@font-face{font-family:GDS Transport;src:url(/assets/a)}p{font-family:GDS Transport,arial}'
    )
    assert assets.in_sarabun(style) == "p{font-family:Sarabun,arial}"
