"""Who may have to do with a token, and those who would like to: the scene of the attacks."""

from __future__ import annotations

import copy
from dataclasses import dataclass, fields, replace

import pytest

from chassis.mongo import database
from chassis.service import Process
from contracts.events.agencies import AgencyState
from contracts.rpc.identity.tokens import IssuedToken
from contracts.vocabulary import Role
from services.identity.wiring import Identity
from tests.builders.arranged import Contents, contents, empty, put_back
from tests.builders.identity import Desk, Officer, present
from tests.builders.identity_door import Door
from tests.builders.token_office import TokenOffice


@dataclass(frozen=True)
class Scene:
    """A department with two units. `central` runs the department, `monitor` watches it, `local` runs one unit, `clerk`
    files there, `outsider` runs another department, `nobody` has a Digital ID and nothing else. `token` lets a central
    officer of the unit in, `above` one of the department."""

    desk: Desk
    door: Door
    office: TokenOffice
    department: AgencyState
    unit: AgencyState
    sibling: AgencyState
    admin: Officer
    central: Officer
    monitor: Officer
    local: Officer
    clerk: Officer
    outsider: Officer
    nobody: Officer
    token: IssuedToken
    above: IssuedToken


@pytest.fixture(scope="module")
def arranged(prepared: tuple[Process, Identity]) -> tuple[Scene, Contents]:
    """The scene, and what the database holds of it."""
    scene = arrange(Desk(*prepared))
    kept = contents()
    empty()
    return scene, kept


@pytest.fixture
def scene(process: Process, arranged: tuple[Scene, Contents]) -> Scene:
    """The scene as it was arranged. Officers and the clock, which shows the time of now, are the test's own."""
    empty()
    put_back(arranged[1])
    scene = arranged[0]
    desk = copy.copy(scene.desk)
    desk.now = present()
    people = {field.name: copy.copy(getattr(scene, field.name)) for field in fields(Scene) if field.type == "Officer"}
    return replace(scene, desk=desk, door=Door(desk), office=TokenOffice(desk), **people)


def arrange(desk: Desk) -> Scene:
    department, elsewhere = desk.agency(name="กรม"), desk.agency(name="กรมอื่น")
    unit, sibling = desk.agency(department, name="กอง"), desk.agency(department, name="กองข้างเคียง")
    admin = desk.admin()
    people = {
        "central": desk.officer(admin, Role.CENTRAL_OFFICER, department),
        "monitor": desk.officer(admin, Role.MONITOR, department),
        "local": desk.officer(admin, Role.CENTRAL_OFFICER, unit),
        "clerk": desk.officer(admin, Role.SERVICE_POINT_OFFICER, unit),
        "outsider": desk.officer(admin, Role.CENTRAL_OFFICER, elsewhere),
        "nobody": desk.sign_in(),
    }
    above = desk.issue(admin, Role.CENTRAL_OFFICER, department)
    token = desk.issue(admin, Role.CENTRAL_OFFICER, unit)
    door, office = Door(desk), TokenOffice(desk)
    return Scene(desk, door, office, department, unit, sibling, admin, **people, token=token, above=above)


def a_used_one(scene: Scene) -> str:
    scene.desk.redeem(scene.desk.sign_in(), scene.token.token)
    return scene.token.token


def a_replaced_one(scene: Scene) -> str:
    scene.desk.issue(scene.admin, Role.CENTRAL_OFFICER, scene.unit)
    return scene.token.token


def a_revoked_one(scene: Scene) -> str:
    scene.office.revoke(scene.admin, scene.unit, scene.token.id)
    return scene.token.token


def an_expired_one(scene: Scene) -> str:
    database()["tokens"].update_one({"_id": scene.token.id}, {"$set": {"expires_at": scene.desk.now}})
    return scene.token.token
