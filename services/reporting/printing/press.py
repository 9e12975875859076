"""Makes the files of a cabinet report, in a real thread: that takes a processor for seconds."""

from __future__ import annotations

from collections.abc import Mapping

from chassis import paper as chassis_paper
from chassis import xlsx_table
from chassis.bus.serving import in_thread
from contracts.rpc.reporting.cabinet import PDF_FILE, XLSX_FILE, CabinetContent
from services.reporting.printing import paper, workbook


class CabinetPress:
    """Implements usecases.cabinet.Press."""

    def files(self, content: CabinetContent) -> Mapping[str, tuple[bytes, str]]:
        return {
            PDF_FILE: (in_thread(paper.printed, content), chassis_paper.MEDIA_TYPE),
            XLSX_FILE: (in_thread(workbook.written, content), xlsx_table.MEDIA_TYPE),
        }
