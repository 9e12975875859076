"""The 7,850 local bodies (องค์กรปกครองส่วนท้องถิ่น), spread over the provinces by their numbers of districts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Protocol

from contracts.vocabulary import Category, LaoType, Level
from deploy.demo.agency import AgencyRow
from deploy.demo.place_names import BANGKOK, CITIES, PROVINCES, PlaceName, Province, small_places

NUMBERS = {LaoType.TOWN: 195, LaoType.SUBDISTRICT_MUNICIPALITY: 2247, LaoType.SUBDISTRICT: 5300}
"""How many there are of the kinds whose names are made up. One อบจ. for each province, 30 cities, 2 special."""

DEMO_AGENCY = PlaceName("เทศบาลตำบลบ้านสาธิต", "Ban Sathit Subdistrict Municipality")
DEMO_PROVINCE = "50"

_NAMES = {
    LaoType.PROVINCIAL: ("องค์การบริหารส่วนจังหวัด{}", "{} Provincial Administrative Organization"),
    LaoType.CITY: ("เทศบาลนคร{}", "{} City Municipality"),
    LaoType.TOWN: ("เทศบาลเมือง{}", "{} Town Municipality"),
    LaoType.SUBDISTRICT_MUNICIPALITY: ("เทศบาลตำบล{}", "{} Subdistrict Municipality"),
    LaoType.SUBDISTRICT: ("องค์การบริหารส่วนตำบล{}", "{} Subdistrict Administrative Organization"),
}
_LAO_TYPE_DIGITS = {
    LaoType.SPECIAL: "01",
    LaoType.PROVINCIAL: "02",
    LaoType.CITY: "03",
    LaoType.TOWN: "04",
    LaoType.SUBDISTRICT_MUNICIPALITY: "05",
    LaoType.SUBDISTRICT: "06",
}
_BEFORE_UPGRADE = {
    LaoType.TOWN: LaoType.SUBDISTRICT_MUNICIPALITY,
    LaoType.SUBDISTRICT_MUNICIPALITY: LaoType.SUBDISTRICT,
}
_SHARE_UPGRADED = 0.15


class CodeSource(Protocol):
    def next(self) -> str: ...


class LaoCodes:
    """8-digit LAO codes: type, province, district, number within these. An upgraded body keeps its old type digits."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._taken: Counter[str] = Counter()

    def next(self, lao_type: LaoType, province: Province) -> str:
        upgraded = lao_type in _BEFORE_UPGRADE and self._random.random() < _SHARE_UPGRADED
        digits = _LAO_TYPE_DIGITS[_BEFORE_UPGRADE[lao_type] if upgraded else lao_type]
        district = 1 if lao_type is LaoType.PROVINCIAL else self._random.randint(1, province.districts)
        stem = f"{digits}{province.code}{district:02d}"
        self._taken[stem] += 1
        return f"{stem}{self._taken[stem]:02d}"


def local_bodies(seed: str, codes: CodeSource, interior: AgencyRow, offices: dict[str, AgencyRow]) -> list[AgencyRow]:
    """All local bodies under their provincial offices (by province code); Bangkok directly under the ministry."""
    random = Random(f"{seed}: local bodies")  # noqa: S311 - repeatable, not secret
    lao_codes = LaoCodes(random)
    bangkok = _body(
        codes, lao_codes, interior, BANGKOK, LaoType.SPECIAL, "กรุงเทพมหานคร", "Bangkok Metropolitan Administration"
    )
    bodies = [bangkok]
    numbers = {lao_type: _shares(total) for lao_type, total in NUMBERS.items()}
    for province in PROVINCES:
        office = offices[province.code]
        for lao_type, place in _places(random, province, {kind: numbers[kind][province.code] for kind in NUMBERS}):
            thai, english = _NAMES[lao_type]
            name_th, name_en = thai.format(place.name_th), english.format(place.name_en)
            bodies.append(_body(codes, lao_codes, office, province, lao_type, name_th, name_en))
        if province.code == "20":
            bodies.append(_body(codes, lao_codes, office, province, LaoType.SPECIAL, "เมืองพัทยา", "Pattaya City"))
    return bodies


def _body(
    codes: CodeSource, lao_codes: LaoCodes, parent: AgencyRow, province: Province, lao_type: LaoType, th: str, en: str
) -> AgencyRow:
    lao_code = lao_codes.next(lao_type, province)
    return AgencyRow(
        code=codes.next(),
        parent=parent,
        level=Level.AGENCY,
        category=Category.LOCAL,
        lao_type=lao_type,
        lao_code=lao_code,
        province_code=province.code,
        reporting_unit=True,
        name_th=th,
        name_en=en,
        full_name_th=th if province.name_th in th else f"{th} จังหวัด{province.name_th}",
        # .example is reserved for names that must not exist (RFC 2606).
        website=f"https://lao{lao_code}.example/",
        public_email=f"saraban@lao{lao_code}.example",
    )


def _places(random: Random, province: Province, numbers: dict[LaoType, int]) -> Iterator[tuple[LaoType, PlaceName]]:
    capital = PlaceName(province.name_th, province.name_en)
    cities = CITIES.get(province.code, ())
    yield LaoType.PROVINCIAL, capital
    for city in cities:
        yield LaoType.CITY, city
    demo = province.code == DEMO_PROVINCE
    small = random.sample(small_places(), sum(numbers.values()))
    towns = numbers[LaoType.TOWN]
    if capital not in cities:
        yield LaoType.TOWN, capital
        towns -= 1
    for _ in range(towns):
        yield LaoType.TOWN, small.pop()
    if demo:
        yield LaoType.SUBDISTRICT_MUNICIPALITY, PlaceName("บ้านสาธิต", "Ban Sathit")
    for _ in range(numbers[LaoType.SUBDISTRICT_MUNICIPALITY] - demo):
        yield LaoType.SUBDISTRICT_MUNICIPALITY, small.pop()
    for _ in range(numbers[LaoType.SUBDISTRICT]):
        yield LaoType.SUBDISTRICT, small.pop()


def _shares(total: int) -> dict[str, int]:
    """`total` shared out by districts, the largest remainders rounded up; at least one for each province."""
    districts = sum(province.districts for province in PROVINCES)
    spare = total - len(PROVINCES)
    exact = {province.code: spare * province.districts / districts for province in PROVINCES}
    shares = {code: 1 + int(share) for code, share in exact.items()}
    by_remainder = sorted(exact, key=lambda code: (int(exact[code]) - exact[code], code))
    for code in by_remainder[: total - sum(shares.values())]:
        shares[code] += 1
    return shares
