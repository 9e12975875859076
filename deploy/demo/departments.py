"""The 160 departments (ส่วนราชการ) by ministry, with their names as in the laws that set them up."""

from __future__ import annotations

from typing import NamedTuple

from deploy.demo.ministries import (
    AGRICULTURE,
    COMMERCE,
    CULTURE,
    DEFENCE,
    DIGITAL,
    EDUCATION,
    ENERGY,
    ENVIRONMENT,
    FINANCE,
    FOREIGN_AFFAIRS,
    HEALTH,
    HIGHER_EDUCATION,
    INDUSTRY,
    INTERIOR,
    JUSTICE,
    LABOUR,
    PRIME_MINISTERS_OFFICE,
    SOCIAL_DEVELOPMENT,
    TOURISM,
    TRANSPORT,
)


class Name(NamedTuple):
    th: str
    en: str


DLA = "กรมส่งเสริมการปกครองท้องถิ่น"
LAND_TRANSPORT = "กรมการขนส่งทางบก"
NO_MINISTRY = ""

DEPARTMENTS: dict[str, tuple[Name, ...]] = {
    PRIME_MINISTERS_OFFICE: (
        Name("สำนักงานปลัดสำนักนายกรัฐมนตรี", "Office of the Permanent Secretary, Prime Minister's Office"),
        Name("กรมประชาสัมพันธ์", "Government Public Relations Department"),
        Name("สำนักงานคณะกรรมการคุ้มครองผู้บริโภค", "Office of the Consumer Protection Board"),
        Name("สำนักเลขาธิการนายกรัฐมนตรี", "Secretariat of the Prime Minister"),
        Name("สำนักเลขาธิการคณะรัฐมนตรี", "Secretariat of the Cabinet"),
        Name("สำนักข่าวกรองแห่งชาติ", "National Intelligence Agency"),
        Name("สำนักงบประมาณ", "Budget Bureau"),
        Name("สำนักงานสภาความมั่นคงแห่งชาติ", "Office of the National Security Council"),
        Name("สำนักงานคณะกรรมการกฤษฎีกา", "Office of the Council of State"),
        Name("สำนักงานคณะกรรมการข้าราชการพลเรือน", "Office of the Civil Service Commission"),
        Name(
            "สำนักงานสภาพัฒนาการเศรษฐกิจและสังคมแห่งชาติ",
            "Office of the National Economic and Social Development Council",
        ),
        Name(
            "สำนักงานคณะกรรมการพัฒนาระบบราชการ",
            "Office of the Public Sector Development Commission",
        ),
        Name("สำนักงานคณะกรรมการส่งเสริมการลงทุน", "Office of the Board of Investment"),
        Name("สำนักงานทรัพยากรน้ำแห่งชาติ", "Office of the National Water Resources"),
    ),
    DEFENCE: (
        Name("สำนักงานปลัดกระทรวงกลาโหม", "Office of the Permanent Secretary for Defence"),
        Name("กองบัญชาการกองทัพไทย", "Royal Thai Armed Forces Headquarters"),
        Name("กองทัพบก", "Royal Thai Army"),
        Name("กองทัพเรือ", "Royal Thai Navy"),
        Name("กองทัพอากาศ", "Royal Thai Air Force"),
    ),
    FINANCE: (
        Name("สำนักงานปลัดกระทรวงการคลัง", "Office of the Permanent Secretary, Ministry of Finance"),
        Name("กรมธนารักษ์", "Treasury Department"),
        Name("กรมบัญชีกลาง", "Comptroller General's Department"),
        Name("กรมศุลกากร", "Customs Department"),
        Name("กรมสรรพสามิต", "Excise Department"),
        Name("กรมสรรพากร", "Revenue Department"),
        Name("สำนักงานคณะกรรมการนโยบายรัฐวิสาหกิจ", "State Enterprise Policy Office"),
        Name("สำนักงานบริหารหนี้สาธารณะ", "Public Debt Management Office"),
        Name("สำนักงานเศรษฐกิจการคลัง", "Fiscal Policy Office"),
    ),
    FOREIGN_AFFAIRS: (
        Name("สำนักงานปลัดกระทรวงการต่างประเทศ", "Office of the Permanent Secretary, Ministry of Foreign Affairs"),
        Name("กรมการกงสุล", "Department of Consular Affairs"),
        Name("กรมพิธีการทูต", "Department of Protocol"),
        Name("กรมยุโรป", "Department of European Affairs"),
        Name("กรมความร่วมมือระหว่างประเทศ", "Thailand International Cooperation Agency"),
        Name("กรมเศรษฐกิจระหว่างประเทศ", "Department of International Economic Affairs"),
        Name("กรมสนธิสัญญาและกฎหมาย", "Department of Treaties and Legal Affairs"),
        Name("กรมสารนิเทศ", "Department of Information"),
        Name("กรมองค์การระหว่างประเทศ", "Department of International Organizations"),
        Name("กรมอเมริกาและแปซิฟิกใต้", "Department of American and South Pacific Affairs"),
        Name("กรมอาเซียน", "Department of ASEAN Affairs"),
        Name("กรมเอเชียตะวันออก", "Department of East Asian Affairs"),
        Name("กรมเอเชียใต้ ตะวันออกกลางและแอฟริกา", "Department of South Asian, Middle East and African Affairs"),
    ),
    TOURISM: (
        Name("สำนักงานปลัดกระทรวงการท่องเที่ยวและกีฬา", "Office of the Permanent Secretary, Ministry of Tourism and Sports"),
        Name("กรมการท่องเที่ยว", "Department of Tourism"),
        Name("กรมพลศึกษา", "Department of Physical Education"),
    ),
    SOCIAL_DEVELOPMENT: (
        Name(
            "สำนักงานปลัดกระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์",
            "Office of the Permanent Secretary, Ministry of Social Development and Human Security",
        ),
        Name("กรมกิจการเด็กและเยาวชน", "Department of Children and Youth"),
        Name("กรมกิจการผู้สูงอายุ", "Department of Older Persons"),
        Name("กรมกิจการสตรีและสถาบันครอบครัว", "Department of Women's Affairs and Family Development"),
        Name("กรมพัฒนาสังคมและสวัสดิการ", "Department of Social Development and Welfare"),
        Name("กรมส่งเสริมและพัฒนาคุณภาพชีวิตคนพิการ", "Department of Empowerment of Persons with Disabilities"),
    ),
    HIGHER_EDUCATION: (
        Name(
            "สำนักงานปลัดกระทรวงการอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรม",
            "Office of the Permanent Secretary, Ministry of Higher Education, Science, Research and Innovation",
        ),
        Name("กรมวิทยาศาสตร์บริการ", "Department of Science Service"),
        Name("สำนักงานการวิจัยแห่งชาติ", "National Research Council of Thailand"),
        Name("สำนักงานปรมาณูเพื่อสันติ", "Office of Atoms for Peace"),
    ),
    AGRICULTURE: (
        Name(
            "สำนักงานปลัดกระทรวงเกษตรและสหกรณ์",
            "Office of the Permanent Secretary, Ministry of Agriculture and Cooperatives",
        ),
        Name("กรมการข้าว", "Rice Department"),
        Name("กรมชลประทาน", "Royal Irrigation Department"),
        Name("กรมตรวจบัญชีสหกรณ์", "Cooperative Auditing Department"),
        Name("กรมประมง", "Department of Fisheries"),
        Name("กรมปศุสัตว์", "Department of Livestock Development"),
        Name("กรมฝนหลวงและการบินเกษตร", "Department of Royal Rainmaking and Agricultural Aviation"),
        Name("กรมพัฒนาที่ดิน", "Land Development Department"),
        Name("กรมวิชาการเกษตร", "Department of Agriculture"),
        Name("กรมส่งเสริมการเกษตร", "Department of Agricultural Extension"),
        Name("กรมส่งเสริมสหกรณ์", "Cooperative Promotion Department"),
        Name("กรมหม่อนไหม", "Queen Sirikit Department of Sericulture"),
        Name("สำนักงานการปฏิรูปที่ดินเพื่อเกษตรกรรม", "Agricultural Land Reform Office"),
        Name(
            "สำนักงานมาตรฐานสินค้าเกษตรและอาหารแห่งชาติ",
            "National Bureau of Agricultural Commodity and Food Standards",
        ),
        Name("สำนักงานเศรษฐกิจการเกษตร", "Office of Agricultural Economics"),
    ),
    TRANSPORT: (
        Name("สำนักงานปลัดกระทรวงคมนาคม", "Office of the Permanent Secretary, Ministry of Transport"),
        Name("กรมเจ้าท่า", "Marine Department"),
        Name(LAND_TRANSPORT, "Department of Land Transport"),
        Name("กรมการขนส่งทางราง", "Department of Rail Transport"),
        Name("กรมท่าอากาศยาน", "Department of Airports"),
        Name("กรมทางหลวง", "Department of Highways"),
        Name("กรมทางหลวงชนบท", "Department of Rural Roads"),
        Name("สำนักงานนโยบายและแผนการขนส่งและจราจร", "Office of Transport and Traffic Policy and Planning"),
    ),
    DIGITAL: (
        Name(
            "สำนักงานปลัดกระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม",
            "Office of the Permanent Secretary, Ministry of Digital Economy and Society",
        ),
        Name("กรมอุตุนิยมวิทยา", "Thai Meteorological Department"),
        Name("สำนักงานสถิติแห่งชาติ", "National Statistical Office"),
        Name(
            "สำนักงานคณะกรรมการดิจิทัลเพื่อเศรษฐกิจและสังคมแห่งชาติ",
            "Office of the National Digital Economy and Society Commission",
        ),
    ),
    ENVIRONMENT: (
        Name(
            "สำนักงานปลัดกระทรวงทรัพยากรธรรมชาติและสิ่งแวดล้อม",
            "Office of the Permanent Secretary, Ministry of Natural Resources and Environment",
        ),
        Name("กรมการเปลี่ยนแปลงสภาพภูมิอากาศและสิ่งแวดล้อม", "Department of Climate Change and Environment"),
        Name("กรมควบคุมมลพิษ", "Pollution Control Department"),
        Name("กรมทรัพยากรทางทะเลและชายฝั่ง", "Department of Marine and Coastal Resources"),
        Name("กรมทรัพยากรธรณี", "Department of Mineral Resources"),
        Name("กรมทรัพยากรน้ำ", "Department of Water Resources"),
        Name("กรมทรัพยากรน้ำบาดาล", "Department of Groundwater Resources"),
        Name("กรมป่าไม้", "Royal Forest Department"),
        Name(
            "กรมอุทยานแห่งชาติ สัตว์ป่า และพันธุ์พืช",
            "Department of National Parks, Wildlife and Plant Conservation",
        ),
        Name(
            "สำนักงานนโยบายและแผนทรัพยากรธรรมชาติและสิ่งแวดล้อม",
            "Office of Natural Resources and Environmental Policy and Planning",
        ),
    ),
    ENERGY: (
        Name("สำนักงานปลัดกระทรวงพลังงาน", "Office of the Permanent Secretary, Ministry of Energy"),
        Name("กรมเชื้อเพลิงธรรมชาติ", "Department of Mineral Fuels"),
        Name("กรมธุรกิจพลังงาน", "Department of Energy Business"),
        Name(
            "กรมพัฒนาพลังงานทดแทนและอนุรักษ์พลังงาน",
            "Department of Alternative Energy Development and Efficiency",
        ),
        Name("สำนักงานนโยบายและแผนพลังงาน", "Energy Policy and Planning Office"),
    ),
    COMMERCE: (
        Name("สำนักงานปลัดกระทรวงพาณิชย์", "Office of the Permanent Secretary, Ministry of Commerce"),
        Name("กรมการค้าต่างประเทศ", "Department of Foreign Trade"),
        Name("กรมการค้าภายใน", "Department of Internal Trade"),
        Name("กรมเจรจาการค้าระหว่างประเทศ", "Department of Trade Negotiations"),
        Name("กรมทรัพย์สินทางปัญญา", "Department of Intellectual Property"),
        Name("กรมพัฒนาธุรกิจการค้า", "Department of Business Development"),
        Name("กรมส่งเสริมการค้าระหว่างประเทศ", "Department of International Trade Promotion"),
        Name("สำนักงานนโยบายและยุทธศาสตร์การค้า", "Trade Policy and Strategy Office"),
    ),
    INTERIOR: (
        Name("สำนักงานปลัดกระทรวงมหาดไทย", "Office of the Permanent Secretary for Interior"),
        Name("กรมการปกครอง", "Department of Provincial Administration"),
        Name("กรมการพัฒนาชุมชน", "Community Development Department"),
        Name("กรมที่ดิน", "Department of Lands"),
        Name("กรมป้องกันและบรรเทาสาธารณภัย", "Department of Disaster Prevention and Mitigation"),
        Name("กรมโยธาธิการและผังเมือง", "Department of Public Works and Town and Country Planning"),
        Name(DLA, "Department of Local Administration"),
    ),
    JUSTICE: (
        Name("สำนักงานปลัดกระทรวงยุติธรรม", "Office of the Permanent Secretary, Ministry of Justice"),
        Name("กรมคุมประพฤติ", "Department of Probation"),
        Name("กรมคุ้มครองสิทธิและเสรีภาพ", "Rights and Liberties Protection Department"),
        Name("กรมบังคับคดี", "Legal Execution Department"),
        Name("กรมพินิจและคุ้มครองเด็กและเยาวชน", "Department of Juvenile Observation and Protection"),
        Name("กรมราชทัณฑ์", "Department of Corrections"),
        Name("กรมสอบสวนคดีพิเศษ", "Department of Special Investigation"),
        Name("สำนักงานกิจการยุติธรรม", "Office of Justice Affairs"),
        Name("สถาบันนิติวิทยาศาสตร์", "Central Institute of Forensic Science"),
        Name("สำนักงานคณะกรรมการป้องกันและปราบปรามยาเสพติด", "Office of the Narcotics Control Board"),
    ),
    LABOUR: (
        Name("สำนักงานปลัดกระทรวงแรงงาน", "Office of the Permanent Secretary, Ministry of Labour"),
        Name("กรมการจัดหางาน", "Department of Employment"),
        Name("กรมพัฒนาฝีมือแรงงาน", "Department of Skill Development"),
        Name("กรมสวัสดิการและคุ้มครองแรงงาน", "Department of Labour Protection and Welfare"),
        Name("สำนักงานประกันสังคม", "Social Security Office"),
    ),
    CULTURE: (
        Name("สำนักงานปลัดกระทรวงวัฒนธรรม", "Office of the Permanent Secretary, Ministry of Culture"),
        Name("กรมการศาสนา", "Department of Religious Affairs"),
        Name("กรมศิลปากร", "Fine Arts Department"),
        Name("กรมส่งเสริมวัฒนธรรม", "Department of Cultural Promotion"),
        Name("สำนักงานศิลปวัฒนธรรมร่วมสมัย", "Office of Contemporary Art and Culture"),
    ),
    EDUCATION: (
        Name("สำนักงานปลัดกระทรวงศึกษาธิการ", "Office of the Permanent Secretary, Ministry of Education"),
        Name("สำนักงานเลขาธิการสภาการศึกษา", "Office of the Education Council"),
        Name("สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน", "Office of the Basic Education Commission"),
        Name("สำนักงานคณะกรรมการการอาชีวศึกษา", "Office of the Vocational Education Commission"),
        Name("กรมส่งเสริมการเรียนรู้", "Department of Learning Encouragement"),
        Name(
            "สำนักงานคณะกรรมการข้าราชการครูและบุคลากรทางการศึกษา",
            "Office of the Teacher Civil Service and Educational Personnel Commission",
        ),
    ),
    HEALTH: (
        Name("สำนักงานปลัดกระทรวงสาธารณสุข", "Office of the Permanent Secretary, Ministry of Public Health"),
        Name("กรมการแพทย์", "Department of Medical Services"),
        Name("กรมการแพทย์แผนไทยและการแพทย์ทางเลือก", "Department of Thai Traditional and Alternative Medicine"),
        Name("กรมควบคุมโรค", "Department of Disease Control"),
        Name("กรมวิทยาศาสตร์การแพทย์", "Department of Medical Sciences"),
        Name("กรมสนับสนุนบริการสุขภาพ", "Department of Health Service Support"),
        Name("กรมสุขภาพจิต", "Department of Mental Health"),
        Name("กรมอนามัย", "Department of Health"),
        Name("สำนักงานคณะกรรมการอาหารและยา", "Food and Drug Administration"),
    ),
    INDUSTRY: (
        Name("สำนักงานปลัดกระทรวงอุตสาหกรรม", "Office of the Permanent Secretary, Ministry of Industry"),
        Name("กรมโรงงานอุตสาหกรรม", "Department of Industrial Works"),
        Name("กรมส่งเสริมอุตสาหกรรม", "Department of Industrial Promotion"),
        Name("กรมอุตสาหกรรมพื้นฐานและการเหมืองแร่", "Department of Primary Industries and Mines"),
        Name("สำนักงานคณะกรรมการอ้อยและน้ำตาลทราย", "Office of the Cane and Sugar Board"),
        Name("สำนักงานมาตรฐานผลิตภัณฑ์อุตสาหกรรม", "Thai Industrial Standards Institute"),
        Name("สำนักงานเศรษฐกิจอุตสาหกรรม", "Office of Industrial Economics"),
    ),
    NO_MINISTRY: (
        Name("สำนักงานตำรวจแห่งชาติ", "Royal Thai Police"),
        Name("สำนักงานป้องกันและปราบปรามการฟอกเงิน", "Anti-Money Laundering Office"),
        Name("สำนักงานพระพุทธศาสนาแห่งชาติ", "National Office of Buddhism"),
        Name(
            "สำนักงานคณะกรรมการพิเศษเพื่อประสานงานโครงการอันเนื่องมาจากพระราชดำริ",
            "Office of the Royal Development Projects Board",
        ),
        Name("สำนักงานราชบัณฑิตยสภา", "Office of the Royal Society"),
        Name("ศูนย์อำนวยการบริหารจังหวัดชายแดนภาคใต้", "Southern Border Provinces Administrative Centre"),
        Name(
            "สำนักงานคณะกรรมการป้องกันและปราบปรามการทุจริตในภาครัฐ",
            "Office of Public Sector Anti-Corruption Commission",
        ),
    ),
}
"""By ministry; NO_MINISTRY are the departments that belong to none (ไม่สังกัดสำนักนายกรัฐมนตรี กระทรวง หรือทบวง)."""
