"""การเร่งรัดติดตาม: campaigns, reminders, the provincial return, obstacles, frozen figures, the report to the cabinet."""

from gateway.portal.followup import cabinet_reports, campaign_form, campaigns, frozen, obstacles, reminders, returns

ALL = (
    campaign_form.routes,
    campaigns.routes,
    reminders.routes,
    returns.routes,
    obstacles.routes,
    frozen.routes,
    cabinet_reports.routes,
)
