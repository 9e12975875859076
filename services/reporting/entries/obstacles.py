"""What keeps agencies from it."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.bus.consuming import Heard, handles
from chassis.bus.serving import serves
from chassis.thai_days import bangkok_day
from contracts.calls import Call
from contracts.events.documents import ObstaclesChanged
from contracts.rpc.reporting import obstacles as rpc
from services.reporting.entries.base import Entries
from services.reporting.usecases.obstacles import get_obstacle_figures, list_obstacles, note_obstacles


class ObstacleEntries(Entries):
    @handles(ObstaclesChanged, repeatable=True)
    def note_obstacles(self, heard: Sequence[Heard[ObstaclesChanged]]) -> None:
        said = [(each.event.obstacles, bangkok_day(each.envelope.time)) for each in heard]
        note_obstacles(said, self.rooms.follow_up.obstacles)

    @serves(rpc.GET_OBSTACLE_FIGURES)
    def get_obstacle_figures(self, request: rpc.GetObstacleFigures, call: Call) -> rpc.ObstacleFigures:
        return self._figures(request, None, call)

    @serves(rpc.GET_OBSTACLE_FIGURES_BELOW)
    def get_obstacle_figures_below(self, request: rpc.GetObstacleFiguresBelow, call: Call) -> rpc.ObstacleFigures:
        return self._figures(request, request.agency_id, call)

    @serves(rpc.LIST_OBSTACLES)
    def list_obstacles(self, request: rpc.ListObstacles, call: Call) -> rpc.NamedObstacles:
        return list_obstacles(request, call, self.rooms.follow_up.obstacles)

    def _figures(self, request: rpc.GetObstacleFigures, below: str | None, call: Call) -> rpc.ObstacleFigures:
        rooms = self.rooms
        return get_obstacle_figures(request, below, call, rooms.follow_up.obstacles, rooms.reader, rooms.numbers)
