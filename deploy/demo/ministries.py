"""The nineteen ministries and the Office of the Prime Minister: Thai name to English name."""

from __future__ import annotations

PRIME_MINISTERS_OFFICE = "สำนักนายกรัฐมนตรี"
DEFENCE = "กระทรวงกลาโหม"
FINANCE = "กระทรวงการคลัง"
FOREIGN_AFFAIRS = "กระทรวงการต่างประเทศ"
TOURISM = "กระทรวงการท่องเที่ยวและกีฬา"
SOCIAL_DEVELOPMENT = "กระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์"
HIGHER_EDUCATION = "กระทรวงการอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรม"
AGRICULTURE = "กระทรวงเกษตรและสหกรณ์"
TRANSPORT = "กระทรวงคมนาคม"
DIGITAL = "กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม"
ENVIRONMENT = "กระทรวงทรัพยากรธรรมชาติและสิ่งแวดล้อม"
ENERGY = "กระทรวงพลังงาน"
COMMERCE = "กระทรวงพาณิชย์"
INTERIOR = "กระทรวงมหาดไทย"
JUSTICE = "กระทรวงยุติธรรม"
LABOUR = "กระทรวงแรงงาน"
CULTURE = "กระทรวงวัฒนธรรม"
EDUCATION = "กระทรวงศึกษาธิการ"
HEALTH = "กระทรวงสาธารณสุข"
INDUSTRY = "กระทรวงอุตสาหกรรม"

MINISTRIES: dict[str, str] = {
    PRIME_MINISTERS_OFFICE: "Office of the Prime Minister",
    DEFENCE: "Ministry of Defence",
    FINANCE: "Ministry of Finance",
    FOREIGN_AFFAIRS: "Ministry of Foreign Affairs",
    TOURISM: "Ministry of Tourism and Sports",
    SOCIAL_DEVELOPMENT: "Ministry of Social Development and Human Security",
    HIGHER_EDUCATION: "Ministry of Higher Education, Science, Research and Innovation",
    AGRICULTURE: "Ministry of Agriculture and Cooperatives",
    TRANSPORT: "Ministry of Transport",
    DIGITAL: "Ministry of Digital Economy and Society",
    ENVIRONMENT: "Ministry of Natural Resources and Environment",
    ENERGY: "Ministry of Energy",
    COMMERCE: "Ministry of Commerce",
    INTERIOR: "Ministry of Interior",
    JUSTICE: "Ministry of Justice",
    LABOUR: "Ministry of Labour",
    CULTURE: "Ministry of Culture",
    EDUCATION: "Ministry of Education",
    HEALTH: "Ministry of Public Health",
    INDUSTRY: "Ministry of Industry",
}
