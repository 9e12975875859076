"""National bodies that are not departments: public organisations, state enterprises, universities and the rest."""

from __future__ import annotations

from deploy.demo import ministries as of
from deploy.demo.departments import NO_MINISTRY, Name

DGA = "สำนักงานพัฒนารัฐบาลดิจิทัล (องค์การมหาชน)"
_PO = " (องค์การมหาชน)"

PUBLIC_ORGANISATIONS: dict[str, tuple[Name, ...]] = {
    of.PRIME_MINISTERS_OFFICE: (
        Name(DGA, "Digital Government Development Agency"),
        Name(
            "สำนักงานรับรองมาตรฐานและประเมินคุณภาพการศึกษา" + _PO,
            "Office for National Education Standards and Quality Assessment",
        ),
        Name("สำนักงานบริหารและพัฒนาองค์ความรู้" + _PO, "Office of Knowledge Management and Development"),
        Name("สถาบันคุณวุฒิวิชาชีพ" + _PO, "Thailand Professional Qualification Institute"),
        Name("สำนักงานส่งเสริมการจัดประชุมและนิทรรศการ" + _PO, "Thailand Convention and Exhibition Bureau"),
        Name("สำนักงานส่งเสริมเศรษฐกิจสร้างสรรค์" + _PO, "Creative Economy Agency"),
        Name("สำนักงานส่งเสริมวิสาหกิจขนาดกลางและขนาดย่อม", "Office of Small and Medium Enterprises Promotion"),
        Name("สำนักงานคณะกรรมการนโยบายเขตพัฒนาพิเศษภาคตะวันออก", "Eastern Economic Corridor Office"),
        Name("องค์การกระจายเสียงและแพร่ภาพสาธารณะแห่งประเทศไทย", "Thai Public Broadcasting Service"),
        Name("กองทุนสนับสนุนการสร้างเสริมสุขภาพ", "Thai Health Promotion Foundation"),
        Name("กองทุนเพื่อความเสมอภาคทางการศึกษา", "Equitable Education Fund"),
    ),
    of.DEFENCE: (Name("สถาบันเทคโนโลยีป้องกันประเทศ", "Defence Technology Institute"),),
    of.FINANCE: (
        Name(
            "สำนักงานความร่วมมือพัฒนาเศรษฐกิจกับประเทศเพื่อนบ้าน" + _PO,
            "Neighbouring Countries Economic Development Cooperation Agency",
        ),
        Name("สถาบันคุ้มครองเงินฝาก", "Deposit Protection Agency"),
    ),
    of.TOURISM: (
        Name(
            "องค์การบริหารการพัฒนาพื้นที่พิเศษเพื่อการท่องเที่ยวอย่างยั่งยืน" + _PO,
            "Designated Areas for Sustainable Tourism Administration",
        ),
    ),
    of.SOCIAL_DEVELOPMENT: (Name("สถาบันพัฒนาองค์กรชุมชน" + _PO, "Community Organizations Development Institute"),),
    of.HIGHER_EDUCATION: (
        Name("สถาบันเทคโนโลยีนิวเคลียร์แห่งชาติ" + _PO, "Thailand Institute of Nuclear Technology"),
        Name("สถาบันวิจัยดาราศาสตร์แห่งชาติ" + _PO, "National Astronomical Research Institute of Thailand"),
        Name("สถาบันวิจัยแสงซินโครตรอน" + _PO, "Synchrotron Light Research Institute"),
        Name("สำนักงานพัฒนาเทคโนโลยีอวกาศและภูมิสารสนเทศ" + _PO, "Geo-Informatics and Space Technology Development Agency"),
        Name("สถาบันสารสนเทศทรัพยากรน้ำ" + _PO, "Hydro-Informatics Institute"),
        Name("ศูนย์ความเป็นเลิศด้านชีววิทยาศาสตร์" + _PO, "Thailand Center of Excellence for Life Sciences"),
        Name("สำนักงานนวัตกรรมแห่งชาติ" + _PO, "National Innovation Agency"),
        Name("สำนักงานพัฒนาวิทยาศาสตร์และเทคโนโลยีแห่งชาติ", "National Science and Technology Development Agency"),
        Name("สำนักงานคณะกรรมการส่งเสริมวิทยาศาสตร์ วิจัยและนวัตกรรม", "Thailand Science Research and Innovation"),
        Name(
            "สำนักงานสภานโยบายการอุดมศึกษา วิทยาศาสตร์ วิจัยและนวัตกรรมแห่งชาติ",
            "Office of National Higher Education Science Research and Innovation Policy Council",
        ),
        Name("สถาบันมาตรวิทยาแห่งชาติ", "National Institute of Metrology"),
    ),
    of.AGRICULTURE: (
        Name("สำนักงานพัฒนาการวิจัยการเกษตร" + _PO, "Agricultural Research Development Agency"),
        Name("สถาบันวิจัยและพัฒนาพื้นที่สูง" + _PO, "Highland Research and Development Institute"),
        Name(
            "สำนักงานพิพิธภัณฑ์เกษตรเฉลิมพระเกียรติพระบาทสมเด็จพระเจ้าอยู่หัว" + _PO, "Golden Jubilee Museum of Agriculture Office"
        ),
        Name("สำนักงานกองทุนฟื้นฟูและพัฒนาเกษตรกร", "Farmers Reconstruction and Development Fund"),
    ),
    of.TRANSPORT: (Name("สถาบันวิจัยและพัฒนาเทคโนโลยีระบบราง" + _PO, "Rail Technology Research and Development Agency"),),
    of.DIGITAL: (
        Name("สำนักงานพัฒนาธุรกรรมทางอิเล็กทรอนิกส์", "Electronic Transactions Development Agency"),
        Name("สถาบันข้อมูลขนาดใหญ่" + _PO, "Big Data Institute"),
        Name("สำนักงานส่งเสริมเศรษฐกิจดิจิทัล", "Digital Economy Promotion Agency"),
        Name("สำนักงานคณะกรรมการการรักษาความมั่นคงปลอดภัยไซเบอร์แห่งชาติ", "National Cyber Security Agency"),
        Name("สำนักงานคณะกรรมการคุ้มครองข้อมูลส่วนบุคคล", "Office of the Personal Data Protection Committee"),
    ),
    of.ENVIRONMENT: (
        Name("องค์การบริหารจัดการก๊าซเรือนกระจก" + _PO, "Thailand Greenhouse Gas Management Organization"),
        Name("สำนักงานพัฒนาเศรษฐกิจจากฐานชีวภาพ" + _PO, "Biodiversity-Based Economy Development Office"),
    ),
    of.COMMERCE: (
        Name("สถาบันวิจัยและพัฒนาอัญมณีและเครื่องประดับแห่งชาติ" + _PO, "Gem and Jewelry Institute of Thailand"),
        Name("สถาบันส่งเสริมศิลปหัตถกรรมไทย" + _PO, "Sustainable Arts and Crafts Institute of Thailand"),
        Name("สถาบันระหว่างประเทศเพื่อการค้าและการพัฒนา" + _PO, "International Institute for Trade and Development"),
    ),
    of.JUSTICE: (
        Name("สถาบันเพื่อการยุติธรรมแห่งประเทศไทย" + _PO, "Thailand Institute of Justice"),
        Name("สถาบันอนุญาโตตุลาการ", "Thailand Arbitration Center"),
    ),
    of.LABOUR: (
        Name(
            "สถาบันส่งเสริมความปลอดภัย อาชีวอนามัย และสภาพแวดล้อมในการทำงาน" + _PO,
            "Thailand Institute of Occupational Safety and Health",
        ),
    ),
    of.CULTURE: (
        Name("ศูนย์มานุษยวิทยาสิรินธร" + _PO, "Princess Maha Chakri Sirindhorn Anthropology Centre"),
        Name("หอภาพยนตร์" + _PO, "Thai Film Archive"),
        Name("ศูนย์คุณธรรม" + _PO, "Moral Promotion Center"),
    ),
    of.EDUCATION: (
        Name("โรงเรียนมหิดลวิทยานุสรณ์" + _PO, "Mahidol Wittayanusorn School"),
        Name("สถาบันทดสอบทางการศึกษาแห่งชาติ" + _PO, "National Institute of Educational Testing Service"),
        Name("สถาบันส่งเสริมการสอนวิทยาศาสตร์และเทคโนโลยี", "Institute for the Promotion of Teaching Science and Technology"),
        Name("สำนักงานเลขาธิการคุรุสภา", "Secretariat Office of the Teachers' Council of Thailand"),
        Name(
            "สำนักงานคณะกรรมการส่งเสริมสวัสดิการและสวัสดิภาพครูและบุคลากรทางการศึกษา",
            "Office of the Welfare Promotion Commission for Teachers",
        ),
    ),
    of.HEALTH: (
        Name("โรงพยาบาลบ้านแพ้ว" + _PO, "Ban Phaeo General Hospital"),
        Name("สถาบันรับรองคุณภาพสถานพยาบาล" + _PO, "Healthcare Accreditation Institute"),
        Name("สถาบันวัคซีนแห่งชาติ", "National Vaccine Institute"),
        Name("สถาบันการแพทย์ฉุกเฉินแห่งชาติ", "National Institute for Emergency Medicine"),
        Name("สำนักงานคณะกรรมการสุขภาพแห่งชาติ", "National Health Commission Office"),
        Name("สถาบันวิจัยระบบสาธารณสุข", "Health Systems Research Institute"),
        Name("สำนักงานหลักประกันสุขภาพแห่งชาติ", "National Health Security Office"),
    ),
    NO_MINISTRY: (Name("สถาบันพระปกเกล้า", "King Prajadhipok's Institute"),),
}

STATE_ENTERPRISES: dict[str, tuple[Name, ...]] = {
    of.FINANCE: (
        Name("สำนักงานสลากกินแบ่งรัฐบาล", "Government Lottery Office"),
        Name("การยาสูบแห่งประเทศไทย", "Tobacco Authority of Thailand"),
        Name("องค์การสุรา กรมสรรพสามิต", "Liquor Distillery Organization"),
        Name("ธนาคารออมสิน", "Government Savings Bank"),
        Name("ธนาคารอาคารสงเคราะห์", "Government Housing Bank"),
        Name("ธนาคารเพื่อการเกษตรและสหกรณ์การเกษตร", "Bank for Agriculture and Agricultural Cooperatives"),
        Name("ธนาคารเพื่อการส่งออกและนำเข้าแห่งประเทศไทย", "Export-Import Bank of Thailand"),
        Name(
            "ธนาคารพัฒนาวิสาหกิจขนาดกลางและขนาดย่อมแห่งประเทศไทย", "Small and Medium Enterprise Development Bank of Thailand"
        ),
        Name("ธนาคารอิสลามแห่งประเทศไทย", "Islamic Bank of Thailand"),
        Name("บรรษัทประกันสินเชื่ออุตสาหกรรมขนาดย่อม", "Thai Credit Guarantee Corporation"),
    ),
    of.AGRICULTURE: (
        Name("องค์การตลาดเพื่อเกษตรกร", "Marketing Organization for Farmers"),
        Name("องค์การสะพานปลา", "Fish Marketing Organization"),
        Name("องค์การส่งเสริมกิจการโคนมแห่งประเทศไทย", "Dairy Farming Promotion Organization of Thailand"),
        Name("การยางแห่งประเทศไทย", "Rubber Authority of Thailand"),
    ),
    of.TRANSPORT: (
        Name("การรถไฟแห่งประเทศไทย", "State Railway of Thailand"),
        Name("การรถไฟฟ้าขนส่งมวลชนแห่งประเทศไทย", "Mass Rapid Transit Authority of Thailand"),
        Name("การทางพิเศษแห่งประเทศไทย", "Expressway Authority of Thailand"),
        Name("การท่าเรือแห่งประเทศไทย", "Port Authority of Thailand"),
        Name("องค์การขนส่งมวลชนกรุงเทพ", "Bangkok Mass Transit Authority"),
        Name("บริษัท ขนส่ง จำกัด", "The Transport Company Limited"),
        Name("บริษัท วิทยุการบินแห่งประเทศไทย จำกัด", "Aeronautical Radio of Thailand Limited"),
        Name("สถาบันการบินพลเรือน", "Civil Aviation Training Center"),
    ),
    of.INTERIOR: (
        Name("การไฟฟ้านครหลวง", "Metropolitan Electricity Authority"),
        Name("การไฟฟ้าส่วนภูมิภาค", "Provincial Electricity Authority"),
        Name("การประปานครหลวง", "Metropolitan Waterworks Authority"),
        Name("การประปาส่วนภูมิภาค", "Provincial Waterworks Authority"),
        Name("องค์การตลาด", "Marketing Organization"),
        Name("องค์การจัดการน้ำเสีย", "Wastewater Management Authority"),
    ),
    of.ENERGY: (Name("การไฟฟ้าฝ่ายผลิตแห่งประเทศไทย", "Electricity Generating Authority of Thailand"),),
    of.INDUSTRY: (Name("การนิคมอุตสาหกรรมแห่งประเทศไทย", "Industrial Estate Authority of Thailand"),),
    of.TOURISM: (
        Name("การท่องเที่ยวแห่งประเทศไทย", "Tourism Authority of Thailand"),
        Name("การกีฬาแห่งประเทศไทย", "Sports Authority of Thailand"),
    ),
    of.COMMERCE: (Name("องค์การคลังสินค้า", "Public Warehouse Organization"),),
    of.SOCIAL_DEVELOPMENT: (
        Name("การเคหะแห่งชาติ", "National Housing Authority"),
        Name("สำนักงานธนานุเคราะห์", "Public Pawnshop Office"),
    ),
    of.ENVIRONMENT: (
        Name("องค์การอุตสาหกรรมป่าไม้", "Forest Industry Organization"),
        Name("องค์การสวนพฤกษศาสตร์", "Botanical Garden Organization"),
        Name("องค์การสวนสัตว์แห่งประเทศไทย", "Zoological Park Organization of Thailand"),
    ),
    of.HEALTH: (Name("องค์การเภสัชกรรม", "Government Pharmaceutical Organization"),),
    of.HIGHER_EDUCATION: (
        Name("สถาบันวิจัยวิทยาศาสตร์และเทคโนโลยีแห่งประเทศไทย", "Thailand Institute of Scientific and Technological Research"),
        Name("องค์การพิพิธภัณฑ์วิทยาศาสตร์แห่งชาติ", "National Science Museum"),
    ),
}

NEW_FORM_BODIES: dict[str, tuple[Name, ...]] = {
    of.FINANCE: (
        Name("สำนักงานคณะกรรมการกำกับหลักทรัพย์และตลาดหลักทรัพย์", "Securities and Exchange Commission"),
        Name("สำนักงานคณะกรรมการกำกับและส่งเสริมการประกอบธุรกิจประกันภัย", "Office of Insurance Commission"),
        Name("ธนาคารแห่งประเทศไทย", "Bank of Thailand"),
        Name("กองทุนบำเหน็จบำนาญข้าราชการ", "Government Pension Fund"),
        Name("กองทุนการออมแห่งชาติ", "National Savings Fund"),
        Name("กองทุนเงินให้กู้ยืมเพื่อการศึกษา", "Student Loan Fund"),
        Name("กองทุนประกันวินาศภัย", "General Insurance Fund"),
    ),
    of.ENERGY: (
        Name("สำนักงานคณะกรรมการกำกับกิจการพลังงาน", "Energy Regulatory Commission"),
        Name("สำนักงานกองทุนน้ำมันเชื้อเพลิง", "Oil Fuel Fund Office"),
    ),
    of.COMMERCE: (Name("สำนักงานคณะกรรมการการแข่งขันทางการค้า", "Trade Competition Commission"),),
    of.TRANSPORT: (Name("สำนักงานการบินพลเรือนแห่งประเทศไทย", "Civil Aviation Authority of Thailand"),),
    of.CULTURE: (Name("กองทุนพัฒนาสื่อปลอดภัยและสร้างสรรค์", "Thai Media Fund"),),
    NO_MINISTRY: (
        Name(
            "สำนักงานคณะกรรมการกิจการกระจายเสียง กิจการโทรทัศน์ และกิจการโทรคมนาคมแห่งชาติ",
            "National Broadcasting and Telecommunications Commission",
        ),
    ),
}

OTHER_BODIES: dict[str, tuple[Name, ...]] = {
    NO_MINISTRY: (
        Name("สภากาชาดไทย", "Thai Red Cross Society"),
        Name("สำนักงานสภาเกษตรกรแห่งชาติ", "National Farmers Council"),
        Name("แพทยสภา", "Medical Council of Thailand"),
        Name("สภาวิศวกร", "Council of Engineers"),
        Name("สภาทนายความ ในพระบรมราชูปถัมภ์", "Lawyers Council of Thailand"),
    ),
}
