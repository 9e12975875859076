"""The words of frozen figures."""

from __future__ import annotations

from gateway.portal.words.pairs import Pairs

WORDS: Pairs = {
    "frozen_title": ("ตัวเลขที่บันทึกไว้เป็นหลักฐาน", "Frozen figures"),
    "frozen_lead": (
        "ตัวเลขของวันหนึ่งที่เก็บไว้ตลอดไปพร้อมรายชื่อหน่วยงานทั้งหมด แก้ไขไม่ได้ และตรวจสอบได้ทุกเมื่อ",
        "The figures of a day with all agencies behind them: kept for ever, unaltered, verified at any time.",
    ),
    "frozen_none": ("ยังไม่มีตัวเลขที่บันทึกไว้", "There are none yet."),
    "frozen_new": ("บันทึกตัวเลขชุดใหม่", "Freeze figures"),
    "frozen_name": ("ชื่อชุดตัวเลข", "Title"),
    "frozen_name_hint": ("เช่น รายงานคณะรัฐมนตรี 29 ต.ค. 2567", "Such as: Cabinet, 29 Oct 2024"),
    "frozen_obligations": ("ข้อกำหนด", "Sections"),
    "frozen_obligations_hint": (
        "เลือกอย่างน้อย 1 ข้อ มาตรา 13 นับเฉพาะที่ลงข้อมูลในระบบแล้ว",
        "At least one. Section 13 is counted by what is uploaded only.",
    ),
    "frozen_of": ("เฉพาะหน่วยงานและหน่วยงานในสังกัด: {place}", "Of {place} and all under it"),
    "frozen_of_country": ("ทั้งประเทศ", "Of the whole country"),
    "frozen_publish_at_once": ("เปิดเผยต่อสาธารณะทันที", "Let everybody see them at once"),
    "frozen_publish_for_good": ("เปิดเผยแล้วยกเลิกไม่ได้", "There is no way back."),
    "frozen_at": ("บันทึกเมื่อ", "Frozen"),
    "frozen_by": ("บันทึกโดย", "By"),
    "frozen_agencies": ("จำนวนหน่วยงานที่นับ", "Agencies counted"),
    "frozen_public": ("เปิดเผยต่อสาธารณะ", "Public"),
    "frozen_not_public": ("เฉพาะเจ้าหน้าที่", "Officers only"),
    "frozen_publish": ("เปิดเผยต่อสาธารณะ", "Publish"),
    "frozen_done_published": ("เปิดเผยต่อสาธารณะแล้ว", "Everybody may see it now."),
    "frozen_done_frozen": ("บันทึกตัวเลขเรียบร้อยแล้ว", "The figures have been frozen."),
    "frozen_unaltered": ("ตัวเลขตรงกับที่บันทึกไว้ ไม่ถูกแก้ไข", "The figures are as they were frozen: nothing was altered."),
    "frozen_altered": ("ข้อมูลชุดนี้ไม่ตรงกับที่บันทึกไว้: {parts}", "Not as it was frozen: {parts}"),
    "frozen_part_figures": ("ตัวเลข", "the figures"),
    "frozen_part_agencies": ("รายชื่อหน่วยงาน", "the list of agencies"),
    "frozen_part_record": ("ชื่อ วันที่ หรือผู้บันทึก", "title, day, or who froze it"),
    "frozen_part_history": ("ประวัติ", "the history"),
    "frozen_same": (
        "หากนับใหม่วันนี้ ตัวเลขของวันนั้นยังเท่าเดิม",
        "Counted again by now, the figures of that day are the same.",
    ),
    "frozen_differs": (
        "หากนับใหม่วันนี้ ตัวเลขของวันนั้นต่างไป เพราะมีข้อมูลย้อนหลังที่ได้รับภายหลัง",
        "Counted again by now, the figures of that day are others: facts about it came later.",
    ),
    "frozen_as_frozen": ("ตามที่บันทึกไว้", "As frozen"),
    "frozen_by_now": ("นับใหม่วันนี้", "Counted now"),
    "frozen_files": ("ไฟล์และการตรวจสอบด้วยตนเอง", "Files, to be checked by anybody"),
    "frozen_content_file": ("ตัวเลข (JSON)", "The figures (JSON)"),
    "frozen_list_file": ("รายชื่อหน่วยงานทั้งหมดพร้อมสถานะ (CSV)", "All agencies with their states (CSV)"),
    "frozen_sha256_hint": (
        "คำนวณ SHA-256 ของไฟล์ที่ดาวน์โหลด (เช่น คำสั่ง sha256sum) หากตรงกับค่านี้ ไฟล์ไม่ถูกแก้ไข",
        "A downloaded file whose SHA-256 (sha256sum, say) is this one is unaltered.",
    ),
    "frozen_verify": ("ตรวจสอบทั้งชุด", "Verify all of it"),
    "frozen_verify_lead": (
        "ตรวจว่าตัวเลขและรายชื่อไม่ถูกแก้ไข และเทียบทุกหน่วยงานกับข้อมูลปัจจุบันของวันนั้น",
        "That neither figures nor list were altered, and agency by agency what is known of that day by now.",
    ),
    "frozen_verification": ("ผลการตรวจสอบ", "Verification"),
    "frozen_verified_at": ("ตรวจสอบเมื่อ", "Verified"),
    "frozen_all_unaltered": (
        "ตัวเลข รายชื่อหน่วยงาน และประวัติ ไม่ถูกแก้ไข",
        "Figures, list and history are as they were: nothing was altered.",
    ),
    "frozen_differing": ("หน่วยงานที่สถานะต่างไป {count} แห่ง", "{count} agencies stand otherwise"),
    "frozen_differing_none": ("ทุกหน่วยงานมีสถานะเท่าเดิม", "Every agency stands as it did."),
    "frozen_not_compared": (
        "รายชื่อที่บันทึกไว้ถูกแก้ไขหรืออ่านไม่ได้ จึงเทียบรายหน่วยงานไม่ได้",
        "The list is altered or cannot be read, so nothing is compared with it.",
    ),
    "frozen_change": ("สถานะที่ต่างไป", "What differs"),
    "frozen_not_counted": ("ไม่นับในวันนั้น", "not counted that day"),
}
