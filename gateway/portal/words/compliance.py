"""Words of the pages that show how the country stands."""

from __future__ import annotations

from gateway.portal.words.pairs import Pairs

WORDS: Pairs = {
    "compliance_title": ("ผลการดำเนินการตามกฎหมาย", "Compliance with the Act"),
    "compliance_lead": (
        "หน่วยงานของรัฐที่ดำเนินการตามกฎหมายแล้ว นับจากข้อมูลที่หน่วยงานรายงาน กดที่ตัวเลขเพื่อดูรายชื่อหน่วยงานได้",
        "Agencies that have done what the Act asks for, counted from what they filed. "
        "Each figure leads to the agencies behind it.",
    ),
    "as_of_label": ("ข้อมูล ณ วันที่", "As of"),
    "as_of_hint": ("เลือกวันใดก็ได้ที่ผ่านมา", "Any day until today."),
    "grouped": ("จัดกลุ่ม", "Grouped"),
    "by_lao_type": ("ตามรูปแบบองค์กรปกครองส่วนท้องถิ่น", "By kind of local body"),
    "lao_type": ("รูปแบบองค์กรปกครองส่วนท้องถิ่น", "Kind of local body"),
    "measure": ("วัดจาก", "Measured by"),
    "show_figures": ("แสดงผล", "Show"),
    "national": ("ภาพรวมทั้งประเทศ", "The whole country"),
    "nobody_owes": ("ไม่มีหน่วยงานที่ต้องดำเนินการ", "nobody has to"),
    "total_country": ("รวมทั้งประเทศ", "The whole country"),
    "percent_meaning": (
        "ร้อยละ = (ดำเนินการแล้ว + ใช้ของต้นสังกัด) ÷ (ดำเนินการแล้ว + ใช้ของต้นสังกัด + ยังไม่ดำเนินการ) นับตามสถานะ ณ สิ้นวันนั้น",
        "Per cent = (done + covered by the parent) ÷ (done + covered by the parent + missing), "
        "as it stood at the end of that day.",
    ),
    "figures_as_data": ("นำข้อมูลไปใช้ต่อ", "Use these figures"),
    "figures_json": ("ตัวเลขชุดนี้เป็น JSON", "These figures as JSON"),
    "agencies_csv": ("รายชื่อหน่วยงานทั้งหมดเป็น CSV", "All agencies as CSV"),
    "api_description": ("คำอธิบาย API (OpenAPI)", "Description of the API (OpenAPI)"),
    "list_title": ("หน่วยงานที่มีสถานะ {state}", "Agencies: {state}"),
    "list_empty": ("ไม่มีหน่วยงานในรายการนี้", "No agency is in this list."),
    "by_ministry": ("ตามกระทรวง", "By ministry"),
    "by_department": ("ตามกรม", "By department"),
    "by_children": ("ตามหน่วยงานในสังกัดโดยตรง", "By what stands right under it"),
    "ministry": ("กระทรวง", "Ministry"),
    "department": ("กรม", "Department"),
    "children": ("หน่วยงานในสังกัด", "Agency and all under it"),
    "group_hidden": ("หน่วยงานที่ไม่แสดงต่อสาธารณะ", "An agency that is not shown"),
    "figures_under": ("เฉพาะหน่วยงานในสังกัด", "Only what stands under"),
    "figures_of_country": ("ดูทั้งประเทศ", "See the whole country"),
    "total_under": ("รวม", "Total"),
    "trend_title": ("แนวโน้ม", "Over time"),
    "trend_month": ("รายเดือน 12 เดือน", "12 months"),
    "trend_week": ("รายสัปดาห์ 26 สัปดาห์", "26 weeks"),
    "trend_day": ("รายวัน 31 วัน", "31 days"),
    "trend_table": ("ดูแนวโน้มเป็นตาราง", "The same as a table"),
    "day_heading": ("วันที่", "Day"),
    "counted": ("ดำเนินการแล้วหรือใช้ของต้นสังกัด", "Done or covered"),
    "owing": ("ต้องดำเนินการ", "Have to"),
    "obstacles_public": ("ปัญหาอุปสรรคที่หน่วยงานแจ้ง", "Obstacles that agencies name"),
    "obstacles_agencies": (
        "มี {count} แห่งที่แจ้งปัญหาอุปสรรค (แจ้งได้สูงสุดสามข้อ)",
        "{count} agencies name obstacles (up to three each).",
    ),
    "kind_of_obstacle": ("ประเภทของปัญหา", "Kind of obstacle"),
    "times_named": ("จำนวนหน่วยงานที่แจ้ง", "Agencies that name it"),
    "figures_trend_json": ("แนวโน้มชุดนี้เป็น JSON", "This course over time as JSON"),
}
