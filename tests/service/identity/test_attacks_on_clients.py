"""Attacks on machine clients: what is tried, and that it is refused. Each row of a table is an attack of its own."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from joserfc.jwk import OctKey

from chassis.authz import authorise
from chassis.service import Process
from contracts.errors import ErrorCode, Refusal
from contracts.events.agencies import AgencyState
from contracts.rpc.identity.clients import ClientCredentials
from contracts.vocabulary import Action, ClientScope, Role
from services.identity.domain.attempts import TooManyAttempts
from services.identity.domain.clients import ClientTurnedAway
from services.identity.wiring import Identity
from tests.builders.arranged import Contents, contents, empty, put_back
from tests.builders.identity import Desk, Officer, gone_from
from tests.builders.identity_door import Door
from tests.builders.machine_clients import AUDIENCE, Key, a_key, an_assertion, public, seconds
from tests.builders.token_office import TokenOffice, changed
from tests.service.identity.history_of import history_of
from tests.service.identity.racing import at_the_same_moment

pytestmark = pytest.mark.backing("mongo")

READ, WRITE = ClientScope.FILINGS_READ, ClientScope.FILINGS_WRITE


@dataclass(frozen=True)
class Scene:
    """An agency with a client that has a secret, one that has a key, and one of another agency."""

    desk: Desk
    office: TokenOffice
    admin: Officer
    agency: AgencyState
    other: AgencyState
    client: ClientCredentials
    signing: ClientCredentials
    foreign: ClientCredentials
    key: Key

    def assertion(self, key: Any = None, **changed: Any) -> str:
        return an_assertion(key or self.key, self.signing.client_id, self.desk.now, **changed)


@pytest.fixture(scope="module")
def arranged(prepared: tuple[Process, Identity]) -> tuple[Scene, Contents]:
    """The scene, and what the database holds of it."""
    desk = Desk(*prepared)
    office, admin, agency, other, key = TokenOffice(desk), desk.admin(), desk.agency(), desk.agency(), a_key()
    scene = Scene(
        desk,
        office,
        admin,
        agency,
        other,
        client=office.register(admin, agency),
        signing=office.register(admin, agency, public_key=public(key)),
        foreign=office.register(admin, other),
        key=key,
    )
    kept = contents()
    empty()
    return scene, kept


@pytest.fixture
def scene(desk: Desk, arranged: tuple[Scene, Contents]) -> Scene:
    """The scene as it was arranged, at the moment it was."""
    scene, kept = arranged
    empty()
    put_back(kept)
    desk.now = scene.desk.now
    return replace(scene, desk=desk, office=TokenOffice(desk), admin=copy.copy(scene.admin))


def revoked(scene: Scene) -> dict[str, Any]:
    scene.office.end_client(scene.admin, scene.agency, scene.client.client_id)
    return right(scene)


def expired(scene: Scene) -> dict[str, Any]:
    scene.desk.later(days=365)
    return right(scene)


def after_overlap(scene: Scene) -> dict[str, Any]:
    scene.office.rotate(scene.admin, scene.agency, scene.client.client_id, overlap_hours=1)
    scene.desk.later(hours=1)
    return right(scene)


def from_dissolved_agency(scene: Scene) -> dict[str, Any]:
    scene.desk.hears_of(changed(scene.agency, absences=gone_from(scene.desk.today)))
    return right(scene)


def right(scene: Scene, **otherwise: Any) -> dict[str, Any]:
    return {"client_id": scene.client.client_id, "secret": scene.client.secret, **otherwise}


def asserting(**wrong: Any) -> Callable[[Scene], dict[str, Any]]:
    return lambda scene: {"client_id": scene.signing.client_id, "assertion": scene.assertion(**wrong)}


def at(minutes: float) -> Callable[[Scene], dict[str, Any]]:
    """An assertion that ends so many minutes from now."""
    return lambda scene: asserting(exp=seconds(scene.desk.now + timedelta(minutes=minutes)))(scene)


def signed_by(key: Callable[[Scene], Any], **wrong: Any) -> Callable[[Scene], dict[str, Any]]:
    return lambda scene: {"client_id": scene.signing.client_id, "assertion": scene.assertion(key(scene), **wrong)}


def replayed(scene: Scene) -> dict[str, Any]:
    assertion = scene.assertion()
    scene.office.come_in(scene.signing.client_id, assertion=assertion)
    return {"client_id": scene.signing.client_id, "assertion": assertion}


def same_id_again(scene: Scene) -> dict[str, Any]:
    scene.office.come_in(scene.signing.client_id, assertion=scene.assertion(jti="one"))
    scene.desk.later(seconds=1)
    return {"client_id": scene.signing.client_id, "assertion": scene.assertion(jti="one")}


COMING_IN: dict[str, Callable[[Scene], dict[str, Any]]] = {
    "a wrong secret": lambda scene: right(scene, secret="guessed"),
    "an empty secret": lambda scene: right(scene, secret=""),
    "the secret in another case": lambda scene: right(scene, secret=(scene.client.secret or "").swapcase()),
    "the secret with a space": lambda scene: right(scene, secret=f"{scene.client.secret} "),
    "another client's secret": lambda scene: right(scene, secret=scene.foreign.secret),
    "no credentials": lambda scene: right(scene, secret=None),
    "two kinds of credentials": lambda scene: right(scene, assertion=scene.assertion()),
    "a client that does not exist": lambda scene: right(scene, client_id="nobody"),
    "the agency's id": lambda scene: right(scene, client_id=scene.agency.id),
    "an old secret after the overlap": after_overlap,
    "a revoked client": revoked,
    "an expired client": expired,
    "the client of an agency that is no more": from_dissolved_agency,
    "from another address": lambda scene: right(scene, address="198.51.100.7"),
    "from another address in IPv6's clothes": lambda scene: right(scene, address="::ffff:198.51.100.7"),
    "from an address that is none": lambda scene: right(scene, address="unknown"),
    "from a list of addresses": lambda scene: right(scene, address="192.0.2.7, 198.51.100.7"),
    "a secret for a client with a key": lambda scene: right(scene, client_id=scene.signing.client_id),
    "the public key as the secret": lambda scene: {
        "client_id": scene.signing.client_id,
        "secret": public(scene.key),
    },
    "an assertion for a client with a secret": lambda scene: right(scene, secret=None, assertion=scene.assertion()),
    "an assertion shown twice": replayed,
    "another assertion of the same id": same_id_again,
    "an assertion for another server": asserting(aud="https://elsewhere.example/token"),
    "an assertion for several servers": asserting(aud=["https://prakat.example.go.th/oauth/token", "https://x"]),
    "an assertion issued by another": asserting(iss="another"),
    "an assertion about another": asserting(sub="another"),
    "an assertion without an id": asserting(without=("jti",)),
    "an assertion without an end": asserting(without=("exp",)),
    "an expired assertion": at(-1),
    "an assertion good for an hour": at(60),
    "an assertion signed by a foreign key": signed_by(lambda scene: a_key()),
    "an assertion signed by a key of another kind": signed_by(lambda scene: a_key("RSA")),
    "HS256 with the public key": signed_by(lambda scene: OctKey.import_key(public(scene.key).encode()), alg="HS256"),
    "alg none": lambda scene: {
        "client_id": scene.signing.client_id,
        "assertion": f"eyJhbGciOiJub25lIn0.{scene.assertion().split('.')[1]}.",
    },
    "no assertion at all": lambda scene: {"client_id": scene.signing.client_id, "assertion": "x.y.z"},
}


@pytest.mark.parametrize("attack", COMING_IN.values(), ids=COMING_IN.keys())
def test_nobody_comes_in_with_anything_but_the_right_thing(scene, attack):
    shown = attack(scene)
    with pytest.raises(ClientTurnedAway) as refused:
        scene.office.come_in(**shown)
    subject = "clients" if shown["client_id"] in ("nobody", scene.agency.id) else scene.agency.id
    told = history_of(subject)[-1]
    assert told["type"] == "prakat.identity.client_refused.v1"
    assert told["data"]["reason"] == refused.value.reason
    for value in (shown.get("secret"), shown.get("assertion")):
        assert not value or value.strip() not in str(told)


def test_the_right_thing_lets_in(scene):
    scene.office.come_in(**right(scene))
    scene.office.come_in(**asserting()(scene))
    scene.office.come_in(**right(scene, address="::ffff:192.0.2.7"))


def test_over_the_wire_every_refusal_looks_the_same(scene):
    door, answers = Door(scene.desk), []
    for number, attack in enumerate(COMING_IN.values()):
        if attack in (revoked, expired, after_overlap, from_dissolved_agency):
            continue  # what they change holds for the attacks after them
        shown = {"audience": AUDIENCE, "address": f"192.0.2.{number}", **attack(scene)}
        answers.append(str(door.ask("open_client_access", **shown)))
    for shown in (revoked(scene), right(scene, secret="guessed")):
        answers.append(str(door.ask("open_client_access", audience=AUDIENCE, address="192.0.2.7", **shown)))
    assert len(answers) > 30
    assert len(set(answers)) == 1
    assert "client_refused" in answers[0]


def opened(scene: Scene) -> str:
    return scene.office.come_in(**right(scene)).token


def after_revocation(scene: Scene) -> dict[str, str]:
    token = opened(scene)
    scene.office.end_client(scene.admin, scene.agency, scene.client.client_id)
    return {"token": token}


def after_leak(scene: Scene) -> dict[str, str]:
    token = opened(scene)
    scene.office.rotate(scene.admin, scene.agency, scene.client.client_id, overlap_hours=0)
    return {"token": token}


def after_a_quarter_of_an_hour(scene: Scene) -> dict[str, str]:
    token = opened(scene)
    scene.desk.later(minutes=15)
    return {"token": token}


def after_its_agency_is_gone(scene: Scene) -> dict[str, str]:
    token = opened(scene)
    scene.desk.hears_of(changed(scene.agency, absences=gone_from(scene.desk.today)))
    return {"token": token}


USING: dict[str, Callable[[Scene], dict[str, str]]] = {
    "after the client was revoked": after_revocation,
    "after its secret was replaced because of a leak": after_leak,
    "after a quarter of an hour": after_a_quarter_of_an_hour,
    "after its agency was dissolved": after_its_agency_is_gone,
    "from another address": lambda scene: {"token": opened(scene), "address": "198.51.100.7"},
    "an access that nobody opened": lambda scene: {"token": "x" * 43},
    "the secret itself": lambda scene: {"token": scene.client.secret or ""},
    "nothing": lambda scene: {"token": ""},
    "an access token of the bus": lambda scene: {"token": scene.office.use(opened(scene)).access_token},
}


@pytest.mark.parametrize("attack", USING.values(), ids=USING.keys())
def test_an_access_is_worth_nothing(scene, attack):
    request = attack(scene)
    with pytest.raises(ClientTurnedAway):
        scene.office.use(**request)


@pytest.mark.parametrize("asked", [{WRITE}, {READ, WRITE}, set()], ids=["another", "one more", "none"])
def test_a_client_gets_no_scope_for_which_it_is_not_registered(scene, asked):
    with pytest.raises(Refusal) as refused:
        scene.office.come_in(**right(scene, scopes=frozenset(asked)))
    assert refused.value.code is ErrorCode.INVALID_REQUEST
    assert [problem.field for problem in refused.value.fields] == ["scopes"]


def nothing_below(agency: str, ancestor: str) -> bool:
    return agency == ancestor


@pytest.mark.parametrize("action", [Action.FILE, Action.MANAGE_AGENCY, Action.READ_FIGURES, Action.ISSUE_TOKEN])
def test_a_client_does_nothing_beyond_its_scopes_even_though_its_role_may(scene, process, action):
    caller = process.verifier.verify(scene.office.use(opened(scene)).access_token, scene.desk.now)
    assert authorise(caller, Action.READ_FILINGS, scene.agency.id, nothing_below)
    with pytest.raises(Refusal):
        authorise(caller, action, scene.agency.id, nothing_below)


def test_a_client_does_nothing_at_another_agency_nor_as_an_officer(scene, process):
    caller = process.verifier.verify(scene.office.use(opened(scene)).access_token, scene.desk.now)
    for action, place in ((Action.READ_FILINGS, scene.other.id), (Action.READ_FILINGS, None), (Action.SIGNED_IN, None)):
        with pytest.raises(Refusal):
            authorise(caller, action, place, nothing_below)


def test_an_assertion_shown_twenty_times_at_once_lets_in_once(scene):
    assertion = scene.assertion()

    def race() -> bool:
        try:
            scene.office.come_in(scene.signing.client_id, assertion=assertion)
        except (ClientTurnedAway, TooManyAttempts):
            return False
        return True

    assert sum(at_the_same_moment(*[race] * 20)) == 1


def test_who_guesses_secrets_is_held_up_and_nobody_else_is(scene):
    for _ in range(10):
        with pytest.raises(ClientTurnedAway):
            scene.office.come_in(**right(scene, secret="guessed"))
    with pytest.raises(TooManyAttempts) as refused:
        scene.office.come_in(**right(scene))
    assert refused.value.details == {"retry_after": 10}
    scene.office.come_in(**right(scene, address="192.0.2.8"))
    scene.office.come_in(**asserting()(scene))
    scene.desk.later(seconds=10)
    scene.office.come_in(**right(scene))


def test_who_guesses_at_many_clients_is_held_up_by_their_address(scene):
    codes = []
    for number in range(51):
        try:
            scene.office.come_in(f"client-{number}", secret="guessed")
        except (ClientTurnedAway, TooManyAttempts) as refused:
            codes.append(refused.code)
    assert codes == ["client_refused"] * 50 + ["too_many_attempts"]


def test_a_flood_of_refusals_does_not_flood_the_history(scene):
    for _ in range(8):
        with pytest.raises(ClientTurnedAway):
            scene.office.come_in(**right(scene, secret="guessed"))
    told = [entry for entry in history_of(scene.agency.id) if "client_refused" in entry["type"]]
    assert len(told) == 1
    scene.desk.later(minutes=1)
    with pytest.raises(ClientTurnedAway):
        scene.office.come_in(**right(scene, secret="guessed"))
    assert len([entry for entry in history_of(scene.agency.id) if "client_refused" in entry["type"]]) == 2


REGISTERING = {
    "a monitor": Role.MONITOR,
    "a clerk": Role.SERVICE_POINT_OFFICER,
    "a guide author": Role.GUIDE_AUTHOR,
}


@pytest.mark.parametrize("role", REGISTERING.values(), ids=REGISTERING.keys())
@pytest.mark.parametrize("method", ["register_client", "list_clients", "rotate_credentials", "revoke_client"])
def test_only_who_looks_after_clients_touches_them(scene, role, method):
    officer = scene.desk.officer(scene.admin, role, scene.agency)
    assert Door(scene.desk).refusal(method, officer, **request_of(scene, method, scene.agency)) == "forbidden"


@pytest.mark.parametrize("method", ["register_client", "list_clients", "rotate_credentials", "revoke_client"])
def test_nobody_touches_the_clients_of_another_agency(scene, method):
    officer, door = scene.desk.officer(scene.admin, Role.CENTRAL_OFFICER, scene.other), Door(scene.desk)
    assert door.refusal(method, officer, **request_of(scene, method, scene.agency)) == "forbidden"
    if method in ("rotate_credentials", "revoke_client"):  # called one's own
        assert door.refusal(method, officer, **request_of(scene, method, scene.other)) == "not_found"


def test_a_client_registers_no_clients(scene):
    access = scene.office.use(opened(scene)).access_token
    request = request_of(scene, "register_client", scene.agency)
    assert Door(scene.desk).refusal("register_client", access, **request) == "forbidden"


def request_of(scene: Scene, method: str, agency: AgencyState) -> dict[str, Any]:
    if method == "register_client":
        end = scene.desk.now + timedelta(days=1)
        return {
            "agency_id": agency.id,
            "name": "ระบบ",
            "scopes": ["filings:read"],
            "addresses": ["192.0.2.0/24"],
            "expires_at": end.isoformat(),
        }
    client = {} if method == "list_clients" else {"client_id": scene.client.client_id}
    return {"agency_id": agency.id, **client}
