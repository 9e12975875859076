"""Reporting on the bus: its entry points, a family in each module of entries/."""

from __future__ import annotations

from chassis.service import Rooms, Service
from services.reporting.entries.cabinet import CabinetEntries
from services.reporting.entries.campaigns import CampaignEntries
from services.reporting.entries.exporting import ExportEntries
from services.reporting.entries.figures import FigureEntries
from services.reporting.entries.frozen import FrozenEntries
from services.reporting.entries.learning import LearningEntries
from services.reporting.entries.obstacles import ObstacleEntries
from services.reporting.entries.ordered_exports import OrderedExportEntries
from services.reporting.entries.reminders import ReminderEntries
from services.reporting.entries.reports import ReportEntries
from services.reporting.entries.returns import ReturnEntries
from services.reporting.entries.trend import TrendEntries
from services.reporting.wiring import wire


class ReportingService(
    FigureEntries,
    TrendEntries,
    LearningEntries,
    ReportEntries,
    ObstacleEntries,
    CampaignEntries,
    ReturnEntries,
    ReminderEntries,
    CabinetEntries,
    FrozenEntries,
    ExportEntries,
    OrderedExportEntries,
    Service,
):
    """Who complies with the Act, on any day."""

    name = "reporting"
    rooms = Rooms(wire)
