"""What the roles are called, in Thai and English (domain section 4)."""

from __future__ import annotations

from collections.abc import Mapping

from contracts.vocabulary import Role

ROLE_NAMES: Mapping[Role, tuple[str, str]] = {
    Role.DGA_ADMIN: ("ผู้ดูแลระบบ สพร.", "DGA administrator"),
    Role.OPDC_ADMIN: ("ผู้ดูแลระบบ ก.พ.ร.", "OPDC administrator"),
    Role.MONITOR: ("ผู้ติดตาม", "Monitor"),
    Role.CENTRAL_OFFICER: ("เจ้าหน้าที่ส่วนกลาง", "Central officer"),
    Role.GUIDE_AUTHOR: ("เจ้าหน้าที่จัดทำคู่มือ", "Guide author"),
    Role.GUIDE_CHECKER: ("เจ้าหน้าที่ตรวจคู่มือ", "Guide checker"),
    Role.SERVICE_POINT_OFFICER: ("เจ้าหน้าที่จุดบริการ", "Service point officer"),
    Role.INTEGRATOR: ("ระบบของหน่วยงาน", "Agency system"),
}
