"""การเร่งรัดติดตาม: campaigns with their lists and reminders, the provincial return, obstacles, frozen figures."""

from gateway.portal.followup import campaign_form, campaigns, frozen, obstacles, reminders, returns

ALL = (
    campaign_form.routes,
    campaigns.routes,
    reminders.routes,
    returns.routes,
    obstacles.routes,
    frozen.routes,
)
