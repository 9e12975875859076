"""Agencies in bulk: as an import takes them, and as open data."""

from __future__ import annotations

from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.rpc.agencies import exporting as rpc
from services.agencies.entries.base import Entries
from services.agencies.usecases.export_agencies import export_agencies, import_template
from services.agencies.usecases.publish_records import list_public_records


class ExportEntries(Entries):
    @serves(rpc.EXPORT_AGENCIES)
    def export_agencies(self, request: rpc.ExportAgencies, call: Call) -> rpc.AgencyRows:
        return export_agencies(request, call, self.rooms.book, self.rooms.tree)

    @serves(rpc.GET_IMPORT_TEMPLATE)
    def get_import_template(self, request: rpc.GetImportTemplate, call: Call) -> rpc.ImportTemplate:
        return import_template()

    @serves(rpc.LIST_PUBLIC_RECORDS)
    def list_public_records(self, request: rpc.ListPublicRecords, call: Call) -> rpc.PublicRecords:
        return list_public_records(request, call, self.rooms.book, self.rooms.tree)
