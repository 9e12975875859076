"""Which Digital IDs an operator may configure, and what is said of a file that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from chassis.config import Settings, SettingsError
from gateway.auth.issuers import issuers_of
from gateway.auth.profiles import hardened

BUNDLED = {"key": "default", "issuer": "https://id.prakat.example", "client_id": "prakat", "client_secret": "one"}
NATIONAL = {
    "key": "national",
    "issuer": "https://connect.example",
    "client_id": "prakat",
    "client_secret": "two",
    "profile": "national",
    "name_th": "Digital ID แห่งชาติ",
}


def configured(tmp_path: Path, content: Any) -> Settings:
    file = tmp_path / "issuers.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return Settings(issuers=file)


def test_without_a_file_there_is_the_one_of_the_plain_settings() -> None:
    settings = Settings(digital_id_url="https://id.example", oidc_client_secret=SecretStr("secret"))

    (issuer,) = issuers_of(settings)

    assert (issuer.issuer, issuer.profile, issuer.callback) == ("https://id.example", "standard", "/auth/callback")


def test_several_are_called_back_at_addresses_of_their_own(tmp_path: Path) -> None:
    issuers = issuers_of(configured(tmp_path, [BUNDLED, NATIONAL]))

    assert [issuer.callback for issuer in issuers] == ["/auth/callback", "/auth/callback/national"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ([], "at least 1 item"),
        ("no JSON", "JSON"),
        ([{**BUNDLED, "profile": "local"}], "profile"),
        ([{**BUNDLED, "colour": "red"}], "colour"),
        ([{**BUNDLED, "issuer": "id.example"}], "issuer"),
        ([BUNDLED, {**NATIONAL, "key": "default"}], "same key"),
        ([BUNDLED, {**NATIONAL, "issuer": BUNDLED["issuer"]}], "same issuer"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_what_is_wrong(tmp_path: Path, content: Any, told: str) -> None:
    with pytest.raises(SettingsError) as refused:
        issuers_of(configured(tmp_path, content))

    assert "PRAKAT_ISSUERS" in str(refused.value)
    assert told in str(refused.value)


def test_what_is_wrong_is_said_without_the_secrets(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        issuers_of(configured(tmp_path, [{**BUNDLED, "client_secret": ["hush"], "profile": "hush"}]))

    assert "hush" not in str(refused.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        issuers_of(Settings(issuers=tmp_path / "nothing.json"))


def test_the_national_providers_secret_is_hashed_seven_times() -> None:
    # Worked out by hand with md5sum: each round is the hexadecimal digest of the value before with EGA behind it.
    assert hardened("secret") == "f3f25383de5eab0cbfa047b25e10f096"
