"""The 88 state universities and institutes (มหาวิทยาลัยรัฐ)."""

from __future__ import annotations

from deploy.demo import ministries as of
from deploy.demo.departments import Name

_RAJABHAT = """
เชียงราย Chiang Rai, เชียงใหม่ Chiang Mai, ลำปาง Lampang, อุตรดิตถ์ Uttaradit, กำแพงเพชร Kamphaeng Phet,
นครสวรรค์ Nakhon Sawan, พิบูลสงคราม Pibulsongkram, เพชรบูรณ์ Phetchabun, อุดรธานี Udon Thani, สกลนคร Sakon Nakhon,
มหาสารคาม Maha Sarakham, เลย Loei, สุรินทร์ Surin, บุรีรัมย์ Buriram, นครราชสีมา Nakhon Ratchasima,
อุบลราชธานี Ubon Ratchathani, ชัยภูมิ Chaiyaphum, ร้อยเอ็ด Roi Et, ศรีสะเกษ Sisaket, เทพสตรี Thepsatri,
พระนครศรีอยุธยา Phranakhon Si Ayutthaya, วไลยอลงกรณ์ Valaya Alongkorn, ราชนครินทร์ Rajanagarindra,
รำไพพรรณี Rambhai Barni, กาญจนบุรี Kanchanaburi, นครปฐม Nakhon Pathom, เพชรบุรี Phetchaburi,
หมู่บ้านจอมบึง Muban Chombueng, จันทรเกษม Chandrakasem, ธนบุรี Dhonburi, บ้านสมเด็จเจ้าพระยา Bansomdejchaopraya,
พระนคร Phranakhon, สวนสุนันทา Suan Sunandha, นครศรีธรรมราช Nakhon Si Thammarat, ภูเก็ต Phuket, ยะลา Yala,
สงขลา Songkhla, สุราษฎร์ธานี Suratthani
"""
_RAJAMANGALA = """
ธัญบุรี Thanyaburi, กรุงเทพ Krungthep, ตะวันออก Tawan-ok, พระนคร Phra Nakhon, รัตนโกสินทร์ Rattanakosin, ล้านนา Lanna,
ศรีวิชัย Srivijaya, สุวรรณภูมิ Suvarnabhumi, อีสาน Isan
"""
_UNDER_HIGHER_EDUCATION = (
    Name("จุฬาลงกรณ์มหาวิทยาลัย", "Chulalongkorn University"),
    Name("มหาวิทยาลัยเกษตรศาสตร์", "Kasetsart University"),
    Name("มหาวิทยาลัยขอนแก่น", "Khon Kaen University"),
    Name("มหาวิทยาลัยเชียงใหม่", "Chiang Mai University"),
    Name("มหาวิทยาลัยทักษิณ", "Thaksin University"),
    Name("มหาวิทยาลัยเทคโนโลยีพระจอมเกล้าธนบุรี", "King Mongkut's University of Technology Thonburi"),
    Name("มหาวิทยาลัยเทคโนโลยีพระจอมเกล้าพระนครเหนือ", "King Mongkut's University of Technology North Bangkok"),
    Name("สถาบันเทคโนโลยีพระจอมเกล้าเจ้าคุณทหารลาดกระบัง", "King Mongkut's Institute of Technology Ladkrabang"),
    Name("มหาวิทยาลัยเทคโนโลยีสุรนารี", "Suranaree University of Technology"),
    Name("มหาวิทยาลัยธรรมศาสตร์", "Thammasat University"),
    Name("มหาวิทยาลัยบูรพา", "Burapha University"),
    Name("มหาวิทยาลัยพะเยา", "University of Phayao"),
    Name("มหาวิทยาลัยมหาจุฬาลงกรณราชวิทยาลัย", "Mahachulalongkornrajavidyalaya University"),
    Name("มหาวิทยาลัยมหามกุฏราชวิทยาลัย", "Mahamakut Buddhist University"),
    Name("มหาวิทยาลัยมหิดล", "Mahidol University"),
    Name("มหาวิทยาลัยแม่ฟ้าหลวง", "Mae Fah Luang University"),
    Name("มหาวิทยาลัยแม่โจ้", "Maejo University"),
    Name("มหาวิทยาลัยวลัยลักษณ์", "Walailak University"),
    Name("มหาวิทยาลัยศรีนครินทรวิโรฒ", "Srinakharinwirot University"),
    Name("มหาวิทยาลัยศิลปากร", "Silpakorn University"),
    Name("มหาวิทยาลัยสงขลานครินทร์", "Prince of Songkla University"),
    Name("มหาวิทยาลัยสวนดุสิต", "Suan Dusit University"),
    Name("ราชวิทยาลัยจุฬาภรณ์", "Chulabhorn Royal Academy"),
    Name("สถาบันดนตรีกัลยาณิวัฒนา", "Princess Galyani Vadhana Institute of Music"),
    Name("สถาบันเทคโนโลยีจิตรลดา", "Chitralada Technology Institute"),
    Name("มหาวิทยาลัยนวมินทราธิราช", "Navamindradhiraj University"),
    Name("มหาวิทยาลัยนเรศวร", "Naresuan University"),
    Name("มหาวิทยาลัยมหาสารคาม", "Mahasarakham University"),
    Name("มหาวิทยาลัยรามคำแหง", "Ramkhamhaeng University"),
    Name("มหาวิทยาลัยสุโขทัยธรรมาธิราช", "Sukhothai Thammathirat Open University"),
    Name("มหาวิทยาลัยอุบลราชธานี", "Ubon Ratchathani University"),
    Name("มหาวิทยาลัยกาฬสินธุ์", "Kalasin University"),
    Name("มหาวิทยาลัยนครพนม", "Nakhon Phanom University"),
    Name("มหาวิทยาลัยนราธิวาสราชนครินทร์", "Princess of Naradhiwas University"),
    Name("สถาบันบัณฑิตพัฒนบริหารศาสตร์", "National Institute of Development Administration"),
    Name("สถาบันเทคโนโลยีปทุมวัน", "Pathumwan Institute of Technology"),
    Name("สถาบันวิทยาลัยชุมชน", "Institute of Community Colleges"),
    Name("สถาบันการพยาบาลศรีสวรินทิรา สภากาชาดไทย", "Srisavarindhira Thai Red Cross Institute of Nursing"),
)


def universities() -> dict[str, tuple[Name, ...]]:
    """All of them, by the ministry that they belong to."""
    rajabhat = (Name(f"มหาวิทยาลัยราชภัฏ{name.th}", f"{name.en} Rajabhat University") for name in _pairs(_RAJABHAT))
    rajamangala = (
        Name(f"มหาวิทยาลัยเทคโนโลยีราชมงคล{name.th}", f"Rajamangala University of Technology {name.en}")
        for name in _pairs(_RAJAMANGALA)
    )
    return {
        of.HIGHER_EDUCATION: (*_UNDER_HIGHER_EDUCATION, *rajabhat, *rajamangala),
        of.HEALTH: (Name("สถาบันพระบรมราชชนก", "Praboromarajchanok Institute"),),
        of.CULTURE: (Name("สถาบันบัณฑิตพัฒนศิลป์", "Bunditpatanasilpa Institute"),),
        of.TOURISM: (Name("มหาวิทยาลัยการกีฬาแห่งชาติ", "Thailand National Sports University"),),
    }


def _pairs(text: str) -> list[Name]:
    return [Name(*pair.strip().split(" ", 1)) for pair in text.replace("\n", " ").split(",")]
