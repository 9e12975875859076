"""The demonstration country: 8,294 reporting agencies in their real numbers, and the structure around them.

National bodies and provinces bear their real names. Local bodies below the provinces' own and the cities are made up:
place names that sound right, distinct within a province. One seed; the same rows in the same order each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from contracts.vocabulary import Category, LaoType, Level
from deploy.demo import local_bodies, universities
from deploy.demo.agency import AgencyRow
from deploy.demo.departments import DEPARTMENTS, DLA, LAND_TRANSPORT, NO_MINISTRY, Name
from deploy.demo.ministries import INTERIOR, MINISTRIES
from deploy.demo.other_bodies import DGA, NEW_FORM_BODIES, OTHER_BODIES, PUBLIC_ORGANISATIONS, STATE_ENTERPRISES
from deploy.demo.place_names import PROVINCES, Province

SEED = "prakat demonstration country"

_DIVISIONS: dict[str, tuple[Name, ...]] = {
    DLA: (
        Name("กองพัฒนาและส่งเสริมการบริหารงานท้องถิ่น", "Local Administration Development Division"),
        Name("กองสาธารณสุขท้องถิ่น", "Local Public Health Division"),
        Name("กองการเลือกตั้งท้องถิ่น", "Local Elections Division"),
        Name("สำนักบริหารการคลังท้องถิ่น", "Bureau of Local Finance"),
    ),
    "กรมการปกครอง": (
        Name("สำนักบริหารการทะเบียน", "Bureau of Registration Administration"),
        Name("สำนักการสอบสวนและนิติการ", "Bureau of Investigation and Legal Affairs"),
    ),
    "กรมสรรพากร": (
        Name("กองมาตรฐานการจัดเก็บภาษี", "Tax Collection Standards Division"),
        Name("กองบริหารการเสียภาษีทางอิเล็กทรอนิกส์", "Electronic Tax Administration Division"),
    ),
    "กรมพัฒนาธุรกิจการค้า": (
        Name("กองทะเบียนธุรกิจ", "Business Registration Division"),
        Name("กองข้อมูลธุรกิจ", "Business Information Division"),
    ),
    "สำนักงานคณะกรรมการพัฒนาระบบราชการ": (Name("กองขับเคลื่อนรัฐบาลดิจิทัล", "Digital Government Division"),),
}


@dataclass(frozen=True)
class Country:
    """`rows` with parents before children. `demo_agency` has filed nothing: it is for the main job to file."""

    rows: tuple[AgencyRow, ...]
    demo_agency: AgencyRow
    dga: AgencyRow
    dla: AgencyRow

    @property
    def reporting(self) -> tuple[AgencyRow, ...]:
        return tuple(row for row in self.rows if row.reporting_unit)


class Codes:
    """12-digit agency codes: opaque, unique, nothing readable in their digits."""

    def __init__(self, seed: str) -> None:
        self._random = Random(f"{seed}: codes")  # noqa: S311 - repeatable, not secret
        self._given: set[str] = set()

    def next(self) -> str:
        while (code := f"{self._random.randrange(10**12):012d}") in self._given:
            pass
        self._given.add(code)
        return code


def make_country(seed: str = SEED) -> Country:
    """The whole country. Takes about a tenth of a second."""
    codes = Codes(seed)
    ministries = {
        th: AgencyRow(code=codes.next(), parent=None, level=Level.MINISTRY, name_th=th, name_en=en)
        for th, en in MINISTRIES.items()
    }
    departments = list(_bodies(codes, ministries, DEPARTMENTS, Category.GOVERNMENT, Level.DEPARTMENT))
    by_name = {row.name_th: row for row in departments}
    others = [
        *_bodies(codes, ministries, PUBLIC_ORGANISATIONS, Category.PUBLIC_ORGANISATION),
        *_bodies(codes, ministries, STATE_ENTERPRISES, Category.STATE_ENTERPRISE),
        *_bodies(codes, ministries, universities.universities(), Category.UNIVERSITY),
        *_bodies(codes, ministries, NEW_FORM_BODIES, Category.NEW_FORM),
        *_bodies(codes, ministries, OTHER_BODIES, Category.OTHER),
    ]
    provinces = [_province(codes, ministries[INTERIOR], province) for province in PROVINCES]
    divisions = list(_divisions(codes, by_name))
    transport_offices = list(_transport_offices(codes, by_name[LAND_TRANSPORT]))
    local_offices = {province.code: _local_office(codes, by_name[DLA], province) for province in PROVINCES}
    locals_ = local_bodies.local_bodies(seed, codes, ministries[INTERIOR], local_offices)
    service_points = list(_service_points(codes, [*transport_offices, *locals_]))
    rows = (
        *ministries.values(), *departments, *others, *provinces, *divisions, *transport_offices,
        *local_offices.values(), *locals_, *service_points,
    )  # fmt: skip
    return Country(
        rows=rows,
        demo_agency=next(row for row in locals_ if row.name_th == local_bodies.DEMO_AGENCY.name_th),
        dga=next(row for row in others if row.name_th == DGA),
        dla=by_name[DLA],
    )


def _bodies(
    codes: Codes,
    ministries: dict[str, AgencyRow],
    names: dict[str, tuple[Name, ...]],
    category: Category,
    level: Level = Level.AGENCY,
) -> Iterator[AgencyRow]:
    for ministry, bodies in names.items():
        for name in bodies:
            yield AgencyRow(
                code=codes.next(),
                parent=None if ministry == NO_MINISTRY else ministries[ministry],
                level=level,
                category=category,
                reporting_unit=True,
                name_th=name.th,
                name_en=name.en,
            )


def _province(codes: Codes, interior: AgencyRow, province: Province) -> AgencyRow:
    return AgencyRow(
        code=codes.next(),
        parent=interior,
        level=Level.DEPARTMENT,
        category=Category.PROVINCE,
        province_code=province.code,
        reporting_unit=True,
        name_th=f"จังหวัด{province.name_th}",
        name_en=f"{province.name_en} Province",
    )


def _local_office(codes: Codes, dla: AgencyRow, province: Province) -> AgencyRow:
    return AgencyRow(
        code=codes.next(),
        parent=dla,
        level=Level.AGENCY,
        province_code=province.code,
        name_th=f"สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด{province.name_th}",
        name_en=f"{province.name_en} Provincial Office of Local Administration",
    )


def _divisions(codes: Codes, departments: dict[str, AgencyRow]) -> Iterator[AgencyRow]:
    for department, names in _DIVISIONS.items():
        for name in names:
            yield AgencyRow(
                code=codes.next(),
                parent=departments[department],
                level=Level.AGENCY,
                name_th=name.th,
                name_en=name.en,
            )


def _transport_offices(codes: Codes, land_transport: AgencyRow) -> Iterator[AgencyRow]:
    for province in PROVINCES:
        yield AgencyRow(
            code=codes.next(),
            parent=land_transport,
            level=Level.AGENCY,
            province_code=province.code,
            name_th=f"สำนักงานขนส่งจังหวัด{province.name_th}",
            name_en=f"{province.name_en} Provincial Transport Office",
        )


def _service_points(codes: Codes, agencies: Iterable[AgencyRow]) -> Iterator[AgencyRow]:
    """A counter at every transport office, and at the larger municipalities."""
    larger = {LaoType.CITY, LaoType.SPECIAL}
    for agency in agencies:
        if agency.lao_type is None or agency.lao_type in larger:
            yield AgencyRow(
                code=codes.next(),
                parent=agency,
                level=Level.SERVICE_POINT,
                province_code=agency.province_code,
                name_th=f"จุดบริการประชาชน {agency.name_th}",
                name_en=f"Public Service Counter, {agency.name_en}",
            )
