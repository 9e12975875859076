"""What documents does when nobody asks."""

from __future__ import annotations

from datetime import datetime

import structlog

from chassis.schedule import every
from services.documents.entries.base import Entries
from services.documents.usecases.hold_files import hold_files
from services.documents.usecases.sweep_files import sweep_files

EVERY = 3600.0  # seconds
HOLD_EVERY = 30.0  # seconds: how long a filed file may be without the store's hold


class UpkeepEntries(Entries):
    @every(EVERY)
    def sweep_files(self, now: datetime) -> None:
        swept = sweep_files(now, self.rooms.files, self.rooms.kept_files, self.rooms.books.documents)
        structlog.get_logger().info("files_swept", removed=swept)

    @every(HOLD_EVERY)
    def hold_files(self, now: datetime) -> None:
        hold_files(self.rooms.files, self.rooms.kept_files)
