"""The filing (แบบฟอร์มรายงานผลการดำเนินการ): one form with all sections, saved with one button; and its history."""

from gateway.portal.filing import history, pages

ALL = (pages.routes, history.routes)
