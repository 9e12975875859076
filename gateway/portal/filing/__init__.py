"""The filing (แบบฟอร์มรายงานผลการดำเนินการ): one form with all sections, saved with one button."""

from gateway.portal.filing.pages import routes

__all__ = ["routes"]
