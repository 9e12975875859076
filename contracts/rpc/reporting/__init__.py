"""What `reporting` can be asked: one module for each family of operations."""

from contracts.rpc.reporting import (
    cabinet,
    campaigns,
    comparison,
    exporting,
    figures,
    frozen,
    obstacles,
    reminders,
    report_list,
    returns,
    trend,
)

MODULES = (
    figures,
    trend,
    comparison,
    report_list,
    exporting,
    obstacles,
    campaigns,
    returns,
    reminders,
    cabinet,
    frozen,
)
