"""What `reporting` can be asked: one module for each family of operations."""

from contracts.rpc.reporting import (
    cabinet,
    campaigns,
    comparison,
    exporting,
    figures,
    frozen,
    obstacles,
    ordered_exports,
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
    ordered_exports,
    obstacles,
    campaigns,
    returns,
    reminders,
    cabinet,
    frozen,
)
