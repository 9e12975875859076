"""The words that cross process boundaries, in the field's own terms. Meanings: docs/glossary.md."""

from enum import StrEnum


class Obligation(StrEnum):
    """What the Act asks an agency to file (sections 10, 13(1), 13(2), 16)."""

    S10_NOTICE = "s10_notice"
    S13_1_NOTICE = "s13_1_notice"
    S13_2_CHANNEL = "s13_2_channel"
    S16_ORDER = "s16_order"


class Category(StrEnum):
    """The eight categories of the published lists; `name_th` is the name on those lists."""

    GOVERNMENT = "government"
    PROVINCE = "province"
    LOCAL = "local"
    PUBLIC_ORGANISATION = "public_organisation"
    STATE_ENTERPRISE = "state_enterprise"
    UNIVERSITY = "university"
    NEW_FORM = "new_form"
    OTHER = "other"

    @property
    def names(self) -> tuple[str, str]:
        """In Thai and English."""
        return _CATEGORIES[self]

    @property
    def name_th(self) -> str:
        return self.names[0]


_CATEGORIES = {
    Category.GOVERNMENT: ("ส่วนราชการ", "Government agencies"),
    Category.PROVINCE: ("จังหวัด", "Provinces"),
    Category.LOCAL: ("องค์กรปกครองส่วนท้องถิ่น", "Local bodies"),
    Category.PUBLIC_ORGANISATION: ("องค์การมหาชน", "Public organisations"),
    Category.STATE_ENTERPRISE: ("รัฐวิสาหกิจ", "State enterprises"),
    Category.UNIVERSITY: ("มหาวิทยาลัยรัฐ", "State universities"),
    Category.NEW_FORM: ("หน่วยงานของรัฐรูปแบบใหม่", "State agencies of a new form"),
    Category.OTHER: ("หน่วยงานอื่นของรัฐ", "Other state agencies"),
}


class LaoType(StrEnum):
    """Kinds of local body (อบจ., เทศบาลนคร, เทศบาลเมือง, เทศบาลตำบล, อบต., กทม. and พัทยา)."""

    PROVINCIAL = "provincial"
    CITY = "city"
    TOWN = "town"
    SUBDISTRICT_MUNICIPALITY = "subdistrict_municipality"
    SUBDISTRICT = "subdistrict"
    SPECIAL = "special"

    @property
    def names(self) -> tuple[str, str]:
        """In Thai and English."""
        return _LAO_TYPES[self]


_LAO_TYPES = {
    LaoType.PROVINCIAL: ("องค์การบริหารส่วนจังหวัด", "Provincial administrative organisations"),
    LaoType.CITY: ("เทศบาลนคร", "City municipalities"),
    LaoType.TOWN: ("เทศบาลเมือง", "Town municipalities"),
    LaoType.SUBDISTRICT_MUNICIPALITY: ("เทศบาลตำบล", "Subdistrict municipalities"),
    LaoType.SUBDISTRICT: ("องค์การบริหารส่วนตำบล", "Subdistrict administrative organisations"),
    LaoType.SPECIAL: ("กรุงเทพมหานครและเมืองพัทยา", "Bangkok and Pattaya"),
}


class Level(StrEnum):
    """Where in the tree: กระทรวง, กรม, หน่วยงาน, จุดบริการ."""

    MINISTRY = "ministry"
    DEPARTMENT = "department"
    AGENCY = "agency"
    SERVICE_POINT = "service_point"


class ServiceStatus(StrEnum):
    """Whether a service point serves anybody: เปิดให้บริการ, ปิดให้บริการ."""

    OPEN = "open"
    CLOSED = "closed"


class ConvenienceLevel(StrEnum):
    """ศูนย์ราชการสะดวก (government easy contact centre): ไม่มี, พื้นฐาน, กลาง, สูง."""

    NONE = "none"
    BASIC = "basic"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Role(StrEnum):
    """What an officer is at an agency (domain section 4)."""

    DGA_ADMIN = "dga_admin"
    OPDC_ADMIN = "opdc_admin"
    MONITOR = "monitor"
    CENTRAL_OFFICER = "central_officer"
    GUIDE_AUTHOR = "guide_author"
    GUIDE_CHECKER = "guide_checker"
    SERVICE_POINT_OFFICER = "service_point_officer"
    INTEGRATOR = "integrator"

    @property
    def name_th(self) -> str:
        return _ROLE_NAMES[self][0]

    @property
    def name_en(self) -> str:
        return _ROLE_NAMES[self][1]


_ROLE_NAMES = {
    Role.DGA_ADMIN: ("ผู้ดูแลระบบ สพร.", "DGA administrator"),
    Role.OPDC_ADMIN: ("ผู้ดูแลระบบ ก.พ.ร.", "OPDC administrator"),
    Role.MONITOR: ("ผู้ติดตาม", "monitor"),
    Role.CENTRAL_OFFICER: ("เจ้าหน้าที่ส่วนกลาง", "central officer"),
    Role.GUIDE_AUTHOR: ("เจ้าหน้าที่จัดทำคู่มือ", "guide author"),
    Role.GUIDE_CHECKER: ("เจ้าหน้าที่ตรวจคู่มือ", "guide checker"),
    Role.SERVICE_POINT_OFFICER: ("เจ้าหน้าที่จุดบริการ", "service point officer"),
    Role.INTEGRATOR: ("ระบบของหน่วยงาน", "agency system"),
}


class Action(StrEnum):
    """What an operation does, as far as rights go. chassis/authz.py says which role may do which action where.

    The first four need no grant at an agency: `PUBLIC` anybody, `SIGN_IN` the gateway before there is a caller,
    `SIGNED_IN` any officer for themselves, `OPERATE` whoever runs the system (a token signed with its own key).
    """

    PUBLIC = "public"
    SIGN_IN = "sign_in"
    SIGNED_IN = "signed_in"
    OPERATE = "operate"

    READ_FILINGS = "read_filings"
    FILE = "file"
    MANAGE_AGENCY = "manage_agency"
    REGISTER_AGENCIES = "register_agencies"
    REORGANISE = "reorganise"
    MIGRATE_FILINGS = "migrate_filings"
    ISSUE_TOKEN = "issue_token"
    MANAGE_USERS = "manage_users"
    MANAGE_CLIENTS = "manage_clients"
    READ_FIGURES = "read_figures"
    FOLLOW_UP = "follow_up"
    MAKE_RETURNS = "make_returns"
    REOPEN_RETURNS = "reopen_returns"
    FREEZE_FIGURES = "freeze_figures"


class ClientScope(StrEnum):
    """What a machine client was registered for; chassis/authz.py says which actions each opens."""

    FILINGS_READ = "filings:read"
    FILINGS_WRITE = "filings:write"
    FIGURES_READ = "figures:read"
    AGENCY_WRITE = "agency:write"


class PublicationStatus(StrEnum):
    """เผยแพร่ or ระงับ."""

    PUBLISHED = "published"
    SUSPENDED = "suspended"


class Scope(StrEnum):
    """สำหรับหน่วยงานตนเอง or สำหรับหน่วยงานภายใต้สังกัดทุกสาขา."""

    SELF = "self"
    SUBTREE = "subtree"


class Measure(StrEnum):
    """จัดทำแล้ว (issued) and ลงข้อมูลในระบบแล้ว (uploaded): two measures, never mixed."""

    ISSUED = "issued"
    UPLOADED = "uploaded"


class ComplianceState(StrEnum):
    """Of an agency, for an obligation, on a day (domain section 6)."""

    NOT_REQUIRED = "not_required"
    DONE = "done"
    COVERED = "covered"
    MISSING = "missing"


class GazetteProgress(StrEnum):
    """Whether the ways to show licences are announced in the Royal Gazette: for all of them (ครบถ้วน), for some
    (ประกาศแล้ว ยังไม่ครบถ้วนทุกใบอนุญาต), or not yet (ยังไม่ประกาศ)."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    NONE = "none"


class LinkResult(StrEnum):
    """What came of asking for a published link; `reason_th` and `reason_en` tell what is wrong and what to do."""

    OK = "ok"
    NOT_FOUND = "not_found"
    REFUSED = "refused"
    SERVER_ERROR = "server_error"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    CERTIFICATE = "certificate"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    FORBIDDEN_ADDRESS = "forbidden_address"

    @property
    def reason_th(self) -> str | None:
        return _LINK_REASONS[self][0] if self in _LINK_REASONS else None

    @property
    def reason_en(self) -> str | None:
        return _LINK_REASONS[self][1] if self in _LINK_REASONS else None


_LINK_REASONS = {
    LinkResult.NOT_FOUND: (
        "ไม่พบหน้าเว็บตามลิงก์นี้ กรุณาบันทึกลิงก์ที่ถูกต้องแล้วระงับลิงก์เดิม",
        "There is no page at this address. Save the right link and suspend this one.",
    ),
    LinkResult.REFUSED: (
        "เว็บไซต์ปฏิเสธลิงก์นี้ กรุณาตรวจสอบว่าประชาชนเปิดได้โดยไม่ต้องเข้าสู่ระบบ",
        "The website refuses this address. See that anybody can open it without signing in.",
    ),
    LinkResult.SERVER_ERROR: (
        "เว็บไซต์ปลายทางขัดข้อง กรุณาแจ้งผู้ดูแลเว็บไซต์",
        "The website answers with an error. Tell whoever runs it.",
    ),
    LinkResult.UNREACHABLE: (
        "ติดต่อเว็บไซต์ปลายทางไม่ได้ กรุณาตรวจสอบชื่อเว็บไซต์ และแจ้งผู้ดูแลเว็บไซต์",
        "The website cannot be reached. Check its name, and tell whoever runs it.",
    ),
    LinkResult.TIMED_OUT: (
        "เว็บไซต์ปลายทางไม่ตอบภายในเวลาที่กำหนด กรุณาแจ้งผู้ดูแลเว็บไซต์",
        "The website does not answer in time. Tell whoever runs it.",
    ),
    LinkResult.CERTIFICATE: (
        "ใบรับรองความปลอดภัย (HTTPS) ของเว็บไซต์ปลายทางใช้ไม่ได้ กรุณาแจ้งผู้ดูแลเว็บไซต์",
        "The website's certificate (HTTPS) is not valid. Tell whoever runs it.",
    ),
    LinkResult.TOO_MANY_REDIRECTS: (
        "เว็บไซต์ปลายทางเปลี่ยนเส้นทางไปมาไม่สิ้นสุด กรุณาบันทึกลิงก์ปลายทางโดยตรง",
        "The website redirects again and again. Save the address that it should lead to.",
    ),
    LinkResult.FORBIDDEN_ADDRESS: (
        "ลิงก์นำไปยังที่อยู่ที่ประชาชนเข้าไม่ถึง (เครือข่ายภายในหรือพอร์ตพิเศษ) กรุณาบันทึกลิงก์สาธารณะ",
        "It leads to an address that the public cannot reach (an inner network or a special port). Save a public one.",
    ),
}


class ObstacleType(StrEnum):
    """The seven kinds of obstacle (ปัญหาอุปสรรค); `name_th` is the name on the form."""

    INFRASTRUCTURE = "infrastructure"
    DATA = "data"
    AWARENESS = "awareness"
    LAW = "law"
    PERSONNEL = "personnel"
    BUDGET = "budget"
    OTHER = "other"

    @property
    def name_th(self) -> str:
        return _OBSTACLE_TH[self]


_OBSTACLE_TH = {
    ObstacleType.INFRASTRUCTURE: "โครงสร้างพื้นฐาน",
    ObstacleType.DATA: "ข้อมูล",
    ObstacleType.AWARENESS: "การสร้างการรับรู้",
    ObstacleType.LAW: "กฎหมาย",
    ObstacleType.PERSONNEL: "บุคลากร",
    ObstacleType.BUDGET: "งบประมาณ",
    ObstacleType.OTHER: "อื่น ๆ",
}
