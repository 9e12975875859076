"""The demonstration's own people: made-up officers with random passwords, kept in a file that only the owner reads."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FILE_NAME = "demo-accounts.txt"
_HEADING = "Demonstration accounts (Digital ID; made-up people, random passwords)"


@dataclass(frozen=True)
class Account:
    """A Digital ID account. `username` is unique at the Digital ID, and so is the e-mail address made from it."""

    username: str
    password: str
    given_name: str
    family_name: str

    @classmethod
    def invented(cls, kind: str, given_name: str, family_name: str) -> Account:
        """A new person: somebody of that name may be registered from an earlier run."""
        return cls(f"{kind}-{secrets.token_hex(3)}", secrets.token_urlsafe(15), given_name, family_name)

    @property
    def registration(self) -> Mapping[str, str]:
        """What the person types into the registration form."""
        email = f"{self.username}@demo.example.com"
        return {
            "given_name": self.given_name,
            "family_name": self.family_name,
            "email": email,
            "email_again": email,
            "username": self.username,
            "password": self.password,
            "password_again": self.password,
        }


@dataclass(frozen=True)
class Accounts:
    """Who may use the demonstration: the administrator of DGA, and the central officer of a ministry."""

    administrator: Account
    central_officer: Account

    @classmethod
    def kept_in(cls, directory: Path) -> Accounts:
        """The accounts in the file, which is made first when there is none.

        Kept before they are registered, so that a run that is cut off goes on with the same people.
        """
        file = directory / FILE_NAME
        if file.exists():
            return cls(*_read(file))
        accounts = cls(
            Account.invented("admin", "สมหญิง", "สาธิต"),
            Account.invented("central", "สมชาย", "สาธิต"),
        )
        directory.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
            opened.write(_written(accounts))
        return accounts


def _written(accounts: Accounts) -> str:
    rows = (
        (accounts.administrator, "ผู้ดูแลระบบ สพร. (dga_admin)"),
        (accounts.central_officer, "เจ้าหน้าที่ส่วนกลาง กระทรวงมหาดไทย (central_officer)"),
    )
    lines = [f"  {who.username}  {who.password}  {who.given_name} {who.family_name}, {may}" for who, may in rows]
    return "\n".join([_HEADING, *lines]) + "\n"


def _read(file: Path) -> list[Account]:
    accounts = []
    for line in file.read_text(encoding="utf-8").splitlines()[1:]:
        username, password, given_name, family_name, *_ = line.split()
        accounts.append(Account(username, password, given_name, family_name.rstrip(",")))
    return accounts
