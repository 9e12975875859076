"""The keys that sign ID tokens change without anybody noticing."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pymongo
import pytest
from mongoengine import signals

from deploy.digital_id_keys import manage
from services.identity.digital_id.app import create_app
from services.identity.digital_id.keys import Keys
from services.identity.digital_id.store import signing
from services.identity.digital_id.store.signing import SigningKeyDocument
from services.identity.digital_id.vault import SealBroken, Vault
from tests.builders.digital_id import RelyingParty
from tests.service.digital_id.moments import once_when

pytestmark = pytest.mark.backing("mongo")


@pytest.fixture
def keys(app, settings) -> Keys:
    """As the operator's command and every process see them."""
    return Keys(Vault(settings))


def published(client) -> list[str]:
    return [key["kid"] for key in client.get("/connect/jwks").json["keys"]]


def an_id_token(browser, client) -> str:
    """From an officer who is signed in and has consented."""
    return client.exchange(browser.get(client.address()).answer["code"]).json["id_token"]


def test_a_rotation_breaks_no_signature(browser, client, code, clock, keys):
    before = client.exchange(code).json["id_token"]
    (first,) = published(client)
    keys.rotate(clock.now)
    second = published(client)[0]
    assert published(client) == [second, first]
    assert client.id_token(an_id_token(browser, client)).header["kid"] == first
    for _ in range(3):
        clock.advance(minutes=20)
        browser.is_signed_in(client)
    after = an_id_token(browser, client)
    assert client.id_token(after).header["kid"] == second
    assert client.id_token(before).header["kid"] == first
    clock.advance(hours=24)
    assert published(client) == [second]


def test_a_withdrawn_key_is_believed_no_longer(browser, client, code, clock, keys):
    stolen = client.exchange(code).json["id_token"]
    (first,) = published(client)
    keys.replace(clock.now)
    assert published(client) != [first]
    assert len(published(client)) == 1
    assert client.id_token(an_id_token(browser, client)).header["kid"] == published(client)[0]
    assert browser.get(f"/connect/logout?id_token_hint={stolen}").status == 400


def test_keys_follow_each_other_by_themselves_every_ninety_days(client, clock):
    (first,) = published(client)
    clock.advance(days=90)
    second = published(client)[0]
    assert published(client) == [second, first]


def test_a_second_process_and_a_restart_use_the_same_keys(client, settings, clock, keys):
    neighbour = RelyingParty(create_app(settings, clock), settings)
    assert published(client) == published(neighbour)
    keys.rotate(clock.now)
    assert published(client) == published(neighbour)
    assert len(published(client)) == 2


@pytest.mark.parametrize("deed", ["signing", "rotate", "replace"])
def test_processes_that_make_a_key_at_the_same_moment_agree_on_one(app, settings, clock, deed):
    everybody = [Keys(Vault(settings)) for _ in range(6)]
    if deed != "signing":
        everybody[0].signing(clock.now)
    together = Barrier(6)

    def make(keys):
        together.wait()
        getattr(keys, deed)(clock.now)

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(make, everybody))
    assert len({keys.signing(clock.now).kid for keys in everybody}) == 1
    if deed == "signing":
        assert len(signing.all_keys()) == 1


def test_a_key_that_another_process_makes_in_between_is_not_made_twice(settings, clock, keys):
    keys.signing(clock.now)
    clock.advance(days=90)
    with once_when(signals.post_init, SigningKeyDocument, lambda: Keys(Vault(settings)).signing(clock.now)):
        keys.signing(clock.now)
    assert [key.number for key in signing.all_keys()] == [1, 2]


def test_the_keys_lie_sealed_in_the_database(client, settings, clock):
    published(client)
    with pymongo.MongoClient(settings.need("mongo_url")) as mongo:
        (stored,) = mongo[f"{settings.mongo_prefix}_digital_id"]["signing_keys"].find()
    assert b'"d"' not in stored["sealed"]
    other = settings.model_copy(update={"digital_id_secret": "ab" * 32})
    with pytest.raises(SealBroken):
        Keys(Vault(other)).signing(clock.now)


def test_the_operator_sees_and_changes_the_keys(settings):
    assert "no keys yet" in manage(settings, "list")
    manage(settings, "rotate")
    assert [line.split()[1] for line in manage(settings, "list").splitlines()] == ["signs"]
    rotated = manage(settings, "rotate").splitlines()
    assert [line.split()[1] for line in rotated] == ["will", "signs"]
    replaced = manage(settings, "replace").splitlines()
    assert [line.split()[1] for line in replaced] == ["signs"]
    assert not {line.split()[0] for line in replaced} & {line.split()[0] for line in rotated}
