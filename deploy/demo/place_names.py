"""Names of places: the 76 provinces and Bangkok, the city municipalities, syllables for smaller places.

Names, two-digit codes and numbers of districts are those of the Department of Provincial Administration (DOPA).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple


class Province(NamedTuple):
    """A province: DOPA code, names, number of districts (อำเภอ), from which its share of local bodies is estimated."""

    code: str
    name_th: str
    name_en: str
    districts: int


class PlaceName(NamedTuple):
    name_th: str
    name_en: str


BANGKOK = Province("10", "กรุงเทพมหานคร", "Bangkok", 50)

PROVINCES = (
    Province("11", "สมุทรปราการ", "Samut Prakan", 6),
    Province("12", "นนทบุรี", "Nonthaburi", 6),
    Province("13", "ปทุมธานี", "Pathum Thani", 7),
    Province("14", "พระนครศรีอยุธยา", "Phra Nakhon Si Ayutthaya", 16),
    Province("15", "อ่างทอง", "Ang Thong", 7),
    Province("16", "ลพบุรี", "Lop Buri", 11),
    Province("17", "สิงห์บุรี", "Sing Buri", 6),
    Province("18", "ชัยนาท", "Chai Nat", 8),
    Province("19", "สระบุรี", "Saraburi", 13),
    Province("20", "ชลบุรี", "Chon Buri", 11),
    Province("21", "ระยอง", "Rayong", 8),
    Province("22", "จันทบุรี", "Chanthaburi", 10),
    Province("23", "ตราด", "Trat", 7),
    Province("24", "ฉะเชิงเทรา", "Chachoengsao", 11),
    Province("25", "ปราจีนบุรี", "Prachin Buri", 7),
    Province("26", "นครนายก", "Nakhon Nayok", 4),
    Province("27", "สระแก้ว", "Sa Kaeo", 9),
    Province("30", "นครราชสีมา", "Nakhon Ratchasima", 32),
    Province("31", "บุรีรัมย์", "Buri Ram", 23),
    Province("32", "สุรินทร์", "Surin", 17),
    Province("33", "ศรีสะเกษ", "Si Sa Ket", 22),
    Province("34", "อุบลราชธานี", "Ubon Ratchathani", 25),
    Province("35", "ยโสธร", "Yasothon", 9),
    Province("36", "ชัยภูมิ", "Chaiyaphum", 16),
    Province("37", "อำนาจเจริญ", "Amnat Charoen", 7),
    Province("38", "บึงกาฬ", "Bueng Kan", 8),
    Province("39", "หนองบัวลำภู", "Nong Bua Lam Phu", 6),
    Province("40", "ขอนแก่น", "Khon Kaen", 26),
    Province("41", "อุดรธานี", "Udon Thani", 20),
    Province("42", "เลย", "Loei", 14),
    Province("43", "หนองคาย", "Nong Khai", 9),
    Province("44", "มหาสารคาม", "Maha Sarakham", 13),
    Province("45", "ร้อยเอ็ด", "Roi Et", 20),
    Province("46", "กาฬสินธุ์", "Kalasin", 18),
    Province("47", "สกลนคร", "Sakon Nakhon", 18),
    Province("48", "นครพนม", "Nakhon Phanom", 12),
    Province("49", "มุกดาหาร", "Mukdahan", 7),
    Province("50", "เชียงใหม่", "Chiang Mai", 25),
    Province("51", "ลำพูน", "Lamphun", 8),
    Province("52", "ลำปาง", "Lampang", 13),
    Province("53", "อุตรดิตถ์", "Uttaradit", 9),
    Province("54", "แพร่", "Phrae", 8),
    Province("55", "น่าน", "Nan", 15),
    Province("56", "พะเยา", "Phayao", 9),
    Province("57", "เชียงราย", "Chiang Rai", 18),
    Province("58", "แม่ฮ่องสอน", "Mae Hong Son", 7),
    Province("60", "นครสวรรค์", "Nakhon Sawan", 15),
    Province("61", "อุทัยธานี", "Uthai Thani", 8),
    Province("62", "กำแพงเพชร", "Kamphaeng Phet", 11),
    Province("63", "ตาก", "Tak", 9),
    Province("64", "สุโขทัย", "Sukhothai", 9),
    Province("65", "พิษณุโลก", "Phitsanulok", 9),
    Province("66", "พิจิตร", "Phichit", 12),
    Province("67", "เพชรบูรณ์", "Phetchabun", 11),
    Province("70", "ราชบุรี", "Ratchaburi", 10),
    Province("71", "กาญจนบุรี", "Kanchanaburi", 13),
    Province("72", "สุพรรณบุรี", "Suphan Buri", 10),
    Province("73", "นครปฐม", "Nakhon Pathom", 7),
    Province("74", "สมุทรสาคร", "Samut Sakhon", 3),
    Province("75", "สมุทรสงคราม", "Samut Songkhram", 3),
    Province("76", "เพชรบุรี", "Phetchaburi", 8),
    Province("77", "ประจวบคีรีขันธ์", "Prachuap Khiri Khan", 8),
    Province("80", "นครศรีธรรมราช", "Nakhon Si Thammarat", 23),
    Province("81", "กระบี่", "Krabi", 8),
    Province("82", "พังงา", "Phangnga", 8),
    Province("83", "ภูเก็ต", "Phuket", 3),
    Province("84", "สุราษฎร์ธานี", "Surat Thani", 19),
    Province("85", "ระนอง", "Ranong", 5),
    Province("86", "ชุมพร", "Chumphon", 8),
    Province("90", "สงขลา", "Songkhla", 16),
    Province("91", "สตูล", "Satun", 7),
    Province("92", "ตรัง", "Trang", 10),
    Province("93", "พัทลุง", "Phatthalung", 11),
    Province("94", "ปัตตานี", "Pattani", 12),
    Province("95", "ยะลา", "Yala", 8),
    Province("96", "นราธิวาส", "Narathiwat", 13),
)

CITIES: dict[str, tuple[PlaceName, ...]] = {
    "11": (PlaceName("สมุทรปราการ", "Samut Prakan"),),
    "12": (PlaceName("นนทบุรี", "Nonthaburi"), PlaceName("ปากเกร็ด", "Pak Kret")),
    "13": (PlaceName("รังสิต", "Rangsit"),),
    "14": (PlaceName("พระนครศรีอยุธยา", "Phra Nakhon Si Ayutthaya"),),
    "20": (PlaceName("แหลมฉบัง", "Laem Chabang"), PlaceName("เจ้าพระยาสุรศักดิ์", "Chaophraya Surasak")),
    "21": (PlaceName("ระยอง", "Rayong"),),
    "30": (PlaceName("นครราชสีมา", "Nakhon Ratchasima"),),
    "34": (PlaceName("อุบลราชธานี", "Ubon Ratchathani"),),
    "40": (PlaceName("ขอนแก่น", "Khon Kaen"),),
    "41": (PlaceName("อุดรธานี", "Udon Thani"),),
    "47": (PlaceName("สกลนคร", "Sakon Nakhon"),),
    "50": (PlaceName("เชียงใหม่", "Chiang Mai"),),
    "52": (PlaceName("ลำปาง", "Lampang"),),
    "57": (PlaceName("เชียงราย", "Chiang Rai"),),
    "60": (PlaceName("นครสวรรค์", "Nakhon Sawan"),),
    "63": (PlaceName("แม่สอด", "Mae Sot"),),
    "65": (PlaceName("พิษณุโลก", "Phitsanulok"),),
    "73": (PlaceName("นครปฐม", "Nakhon Pathom"),),
    "74": (PlaceName("สมุทรสาคร", "Samut Sakhon"), PlaceName("อ้อมน้อย", "Om Noi")),
    "80": (PlaceName("นครศรีธรรมราช", "Nakhon Si Thammarat"),),
    "83": (PlaceName("ภูเก็ต", "Phuket"),),
    "84": (PlaceName("สุราษฎร์ธานี", "Surat Thani"), PlaceName("เกาะสมุย", "Ko Samui")),
    "90": (PlaceName("สงขลา", "Songkhla"), PlaceName("หาดใหญ่", "Hat Yai")),
    "92": (PlaceName("ตรัง", "Trang"),),
    "95": (PlaceName("ยะลา", "Yala"),),
}
"""The towns that are a เทศบาลนคร, by province code."""

_FIRST = """
บ้าน Ban, หนอง Nong, ห้วย Huai, ดอน Don, โคก Khok, นา Na, บาง Bang, คลอง Khlong, ท่า Tha, วัง Wang, ทุ่ง Thung,
โนน Non, ป่า Pa, เขา Khao, แม่ Mae, สัน San, เวียง Wiang, ดง Dong, บึง Bueng, ลำ Lam, กุด Kut, คำ Kham, ศรี Si,
หัว Hua, ปาก Pak, สระ Sa, โพธิ์ Pho, เกาะ Ko, ไผ่ Phai, หิน Hin, สาม Sam, ร่อง Rong, ถ้ำ Tham, แก่ง Kaeng, ลาด Lat
"""
_SECOND = """
ใหม่ Mai, แก้ว Kaeo, ทอง Thong, เหนือ Nuea, ใต้ Tai, กลาง Klang, ใหญ่ Yai, น้อย Noi, แดง Daeng, ขาว Khao, เขียว Khiao,
บัว Bua, ไทร Sai, จันทร์ Chan, สว่าง Sawang, ยาว Yao, สูง Sung, หลวง Luang, พัฒนา Phatthana, เจริญ Charoen,
สามัคคี Samakkhi, งาม Ngam, หวาย Wai, ตาล Tan, มะม่วง Mamuang, ขาม Kham, ยาง Yang, สัก Sak, หว้า Wa, จิก Chik,
กระทุ่ม Krathum, ช้าง Chang, ม้า Ma, เสือ Suea, กวาง Kwang, ปลา Pla, เต่า Tao, นก Nok, แค Khae, แสง Saeng, ทราย Sai,
ชัย Chai, มงคล Mongkhon, ราษฎร์ Rat, สุข Suk, เย็น Yen, แหลม Laem, เมือง Mueang, ผึ้ง Phueng, ไร่ Rai, เดื่อ Duea
"""


@cache
def small_places() -> tuple[PlaceName, ...]:
    """Every name that one first and one second syllable can make, always in the same order."""
    return tuple(
        PlaceName(first.name_th + second.name_th, f"{first.name_en} {second.name_en}")
        for first in _pairs(_FIRST)
        for second in _pairs(_SECOND)
    )


def _pairs(text: str) -> list[PlaceName]:
    return [PlaceName(*pair.split()) for pair in text.replace("\n", " ").split(",")]
