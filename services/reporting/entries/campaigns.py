"""Campaigns: who is to have done what by when."""

from __future__ import annotations

from chassis.bus.serving import serves
from contracts.calls import Call
from contracts.rpc.reporting import campaigns as rpc
from services.reporting.entries.base import Entries
from services.reporting.usecases import campaigns
from services.reporting.usecases.campaign_figures import CampaignDesk, get_campaign_figures, list_campaign_agencies
from services.reporting.usecases.campaign_history import read_campaign_history


class CampaignEntries(Entries):
    @serves(rpc.CREATE_CAMPAIGN)
    def create_campaign(self, request: rpc.CreateCampaign, call: Call) -> rpc.Campaign:
        return campaigns.create_campaign(request, call, self.rooms.follow_up.campaign_office)

    @serves(rpc.CHANGE_CAMPAIGN)
    def change_campaign(self, request: rpc.ChangeCampaign, call: Call) -> rpc.Campaign:
        return campaigns.change_campaign(request, call, self.rooms.follow_up.campaign_office)

    @serves(rpc.CLOSE_CAMPAIGN)
    def close_campaign(self, request: rpc.CloseCampaign, call: Call) -> rpc.Campaign:
        return campaigns.close_campaign(request, call, self.rooms.follow_up.campaign_office)

    @serves(rpc.GET_CAMPAIGN)
    def get_campaign(self, request: rpc.GetCampaign, call: Call) -> rpc.Campaign:
        return campaigns.get_campaign(request, call, self.rooms.follow_up.campaigns)

    @serves(rpc.LIST_CAMPAIGNS)
    def list_campaigns(self, request: rpc.ListCampaigns, call: Call) -> rpc.Campaigns:
        return campaigns.list_campaigns(request, call, self.rooms.follow_up.campaigns)

    @serves(rpc.GET_CAMPAIGN_FIGURES)
    def get_campaign_figures(self, request: rpc.GetCampaignFigures, call: Call) -> rpc.CampaignFigures:
        return get_campaign_figures(request, call, self._desk)

    @serves(rpc.LIST_CAMPAIGN_AGENCIES)
    def list_campaign_agencies(self, request: rpc.ListCampaignAgencies, call: Call) -> rpc.CampaignAgencies:
        return list_campaign_agencies(request, call, self._desk)

    @serves(rpc.READ_CAMPAIGN_HISTORY)
    def read_campaign_history(self, request: rpc.ReadCampaignHistory, call: Call) -> rpc.CampaignHistory:
        return read_campaign_history(request, self.rooms.follow_up.campaigns, self.rooms.follow_up.events)

    @property
    def _desk(self) -> CampaignDesk:
        rooms = self.rooms
        return CampaignDesk(rooms.follow_up.campaigns, rooms.follow_up.timeliness, rooms.reader, rooms.numbers)
