"""What the environment may say, and what an operator is told when it says something else."""

import pytest

from chassis.config import Settings, SettingsError, load_settings


def test_without_variables_every_setting_has_its_default() -> None:
    assert load_settings({}) == Settings()


def test_variables_without_the_prefix_are_not_ours() -> None:
    assert load_settings({"PATH": "/bin", "GATEWAY_PORT": "1"}) == Settings()


def test_a_value_is_taken_from_its_variable() -> None:
    assert load_settings({"PRAKAT_GATEWAY_PORT": "8080"}).gateway_port == 8080


def test_each_unknown_or_malformed_variable_is_named_in_a_line_of_its_own() -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings({"PRAKAT_GATEWAY_PROT": "8080", "PRAKAT_WORKERS": "many", "PRAKAT_LOG_LEVEL": "loud"})
    lines = str(caught.value).splitlines()
    assert len(lines) == 3
    for name in ("PRAKAT_GATEWAY_PROT", "PRAKAT_WORKERS", "PRAKAT_LOG_LEVEL"):
        assert sum(line.startswith(name) for line in lines) == 1


def test_a_misspelt_setting_points_to_the_list() -> None:
    with pytest.raises(SettingsError, match=r"PRAKAT_GATEWAY_PROT .* docs/settings.md"):
        load_settings({"PRAKAT_GATEWAY_PROT": "8080"})


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80.5", ""])
def test_a_port_is_a_port(port: str) -> None:
    with pytest.raises(SettingsError, match="PRAKAT_GATEWAY_PORT"):
        load_settings({"PRAKAT_GATEWAY_PORT": port})


def test_a_needed_setting_that_is_unset_is_named_with_its_meaning() -> None:
    with pytest.raises(SettingsError, match=r"PRAKAT_AMQP_URL is not set: RabbitMQ"):
        Settings().need("amqp_url")


def test_a_needed_secret_is_given_in_clear() -> None:
    assert load_settings({"PRAKAT_AMQP_URL": "amqp://u:p@h/v"}).need("amqp_url") == "amqp://u:p@h/v"


def test_secrets_are_not_shown() -> None:
    settings = load_settings({"PRAKAT_TOKEN_SECRET": "feedbeef", "PRAKAT_AMQP_URL": "amqp://u:feedbeef@h/v"})
    assert "feedbeef" not in repr(settings) + str(settings.model_dump())
