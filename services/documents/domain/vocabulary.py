"""The words of filing. Their values are the ones that cross the bus (contracts.vocabulary)."""

from enum import StrEnum


class Obligation(StrEnum):
    """What the Act asks an agency to file (sections 10, 13(1), 13(2), 16)."""

    S10_NOTICE = "s10_notice"
    S13_1_NOTICE = "s13_1_notice"
    S13_2_CHANNEL = "s13_2_channel"
    S16_ORDER = "s16_order"


class Scope(StrEnum):
    """สำหรับหน่วยงานตนเอง or สำหรับหน่วยงานภายใต้สังกัดทุกสาขา."""

    SELF = "self"
    SUBTREE = "subtree"


class Status(StrEnum):
    """เผยแพร่ or ระงับ."""

    PUBLISHED = "published"
    SUSPENDED = "suspended"


FILED_AS_PDF = frozenset({Obligation.S10_NOTICE, Obligation.S13_1_NOTICE, Obligation.S16_ORDER})
"""Section 13(2) asks for a link, not for a file."""

INHERITABLE = frozenset({Obligation.S10_NOTICE})
"""Only the notice of section 10 can be published for everything under an agency."""

DECLARED_AS_ISSUED = frozenset({Obligation.S10_NOTICE, Obligation.S16_ORDER})
"""The two that the surveys ask about as 'made but not yet uploaded'."""


class GazetteProgress(StrEnum):
    """ครบถ้วน, ประกาศแล้ว ยังไม่ครบถ้วนทุกใบอนุญาต, ยังไม่ประกาศ."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    NONE = "none"


class ObstacleType(StrEnum):
    """The seven kinds of obstacle on the form."""

    INFRASTRUCTURE = "infrastructure"
    DATA = "data"
    AWARENESS = "awareness"
    LAW = "law"
    PERSONNEL = "personnel"
    BUDGET = "budget"
    OTHER = "other"
