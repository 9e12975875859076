"""A saved link: where the Royal Gazette has an announcement (13(1)), or where a licence can be checked (13(2))."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from services.documents.domain import publication
from services.documents.domain.archive import carried_over_link_id
from services.documents.domain.publication import Period, Periods
from services.documents.domain.vocabulary import Obligation, Scope, Status

LONGEST_URL = 2000
LONGEST_NAME = 300
LINKED = frozenset({Obligation.S13_1_NOTICE, Obligation.S13_2_CHANNEL})

_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


class LinkUnknown(Exception):
    """No such link of this agency."""

    code = "not_found"


class LinkInvalid(Exception):
    """Not an http(s) address with a public host name, without user name and password, of at most 2,000 characters."""

    code = "invalid_request"


class LicenceNameInvalid(Exception):
    """A channel of section 13(2) has the licence's name (1 to 300 characters); a Gazette link has none."""

    code = "invalid_request"


class NotFiledAsLink(Exception):
    """Only section 13 knows links."""

    code = "invalid_request"


@dataclass(frozen=True)
class Link:
    """Never replaced or deleted, only published and suspended, as a document."""

    id: str
    agency_id: str
    version: int
    obligation: Obligation
    url: str
    licence_name: str | None
    publications: Periods
    recorded_at: datetime
    saved_at: datetime
    saved_by: str
    told_at: datetime
    migrated: bool = False

    @classmethod
    def save(
        cls,
        *,
        id: str,
        agency_id: str,
        obligation: Obligation,
        url: str,
        licence_name: str | None,
        status: Status,
        at: datetime,
        by: str,
    ) -> Link:
        """Raises NotFiledAsLink, LinkInvalid, LicenceNameInvalid."""
        if obligation not in LINKED:
            raise NotFiledAsLink()
        return cls(
            id=id,
            agency_id=agency_id,
            version=1,
            obligation=obligation,
            url=checked_url(url),
            licence_name=_checked_name(obligation, licence_name),
            publications=(Period(at),) if status is Status.PUBLISHED else (),
            recorded_at=at,
            saved_at=at,
            saved_by=by,
            told_at=at,
        )

    @classmethod
    def carry_over(
        cls,
        *,
        agency_id: str,
        obligation: Obligation,
        url: str,
        licence_name: str | None,
        published: Period,
        at: datetime,
        by: str,
    ) -> Link:
        """A link from an older system, which was in effect there for `published`, recorded here at `at`.

        Raises what `save` raises, and PublicationTimesInvalid.
        """
        if obligation not in LINKED:
            raise NotFiledAsLink()
        publication.check_carried_over(published, at)
        known_as, name = checked_url(url), _checked_name(obligation, licence_name)
        return cls(
            id=carried_over_link_id(agency_id, obligation, known_as, name, published.since),
            agency_id=agency_id,
            version=1,
            obligation=obligation,
            url=known_as,
            licence_name=name,
            publications=(published,),
            recorded_at=at,
            saved_at=at,
            saved_by=by,
            told_at=at,
            migrated=True,
        )

    def status_at(self, at: datetime) -> Status:
        return publication.status_at(self.publications, self._not_before_saved(at))

    def published_since(self, at: datetime) -> datetime | None:
        """Since when it is in effect without a break; None while it is not."""
        return publication.published_since(self.publications, self._not_before_saved(at))

    def turn(self, status: Status, at: datetime, by: str, note: str | None = None) -> Link:
        """Published or suspended; the very same link if it is already. Raises NoteInvalid."""
        at = self._not_before_saved(at)
        if status is Status.PUBLISHED:
            periods = publication.published(self.publications, at, _SCOPE)
        else:
            periods = publication.suspended(self.publications, at, note)
        return self._with(periods, at, by)

    def schedule(self, begin: datetime | None, end: datetime | None, note: str | None, at: datetime, by: str) -> Link:
        """Raises ScheduleInvalid, NoteInvalid."""
        at = self._not_before_saved(at)
        return self._with(publication.scheduled(self.publications, at, _SCOPE, begin, end, note), at, by)

    def come_due(self, at: datetime) -> Link:
        """The same, to be told once more, since a scheduled moment has come; the very same when none has."""
        due = publication.next_change(self.publications, self.told_at)
        return self if due is None or due > at else replace(self, version=self.version + 1, told_at=at)

    def _not_before_saved(self, at: datetime) -> datetime:
        """Machines' clocks differ by a little: what has been saved is in the past for all of them."""
        return max(at, self.saved_at)

    def _with(self, periods: Periods, at: datetime, by: str) -> Link:
        if periods == self.publications:
            return self
        return replace(self, version=self.version + 1, publications=periods, saved_at=at, saved_by=by, told_at=at)


_SCOPE = Scope.SELF


def checked_url(given: str) -> str:
    """The address, its host in the form that the domain name system knows (a Thai name in punycode). Raises
    LinkInvalid."""
    url = given.strip()
    if len(url) > LONGEST_URL or any(unicodedata.category(c)[0] in "CZ" for c in url) or "\\" in url:
        raise LinkInvalid()
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise LinkInvalid() from None
    if parts.scheme.lower() not in ("http", "https") or "@" in parts.netloc:
        raise LinkInvalid()
    known_as = _known_host(host)
    return parts._replace(
        scheme=parts.scheme.lower(), netloc=known_as if port is None else f"{known_as}:{port}"
    ).geturl()


def _known_host(host: str) -> str:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        if not address.is_global:
            raise LinkInvalid()
        return f"[{host}]" if address.version == 6 else host
    try:
        name = host.encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError:
        raise LinkInvalid() from None
    labels = name.split(".")
    if len(name) > 253 or len(labels) < 2 or labels[-1].isdigit() or not all(map(_LABEL.fullmatch, labels)):
        raise LinkInvalid()
    return name


def _checked_name(obligation: Obligation, given: str | None) -> str | None:
    name = " ".join(unicodedata.normalize("NFC", given or "").split())
    if obligation is not Obligation.S13_2_CHANNEL:
        if name:
            raise LicenceNameInvalid()
        return None
    if not 0 < len(name) <= LONGEST_NAME or any(unicodedata.category(c)[0] == "C" for c in name):
        raise LicenceNameInvalid()
    return name
