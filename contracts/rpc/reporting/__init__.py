"""What `reporting` can be asked: one module for each family of operations."""

from contracts.rpc.reporting import campaigns, figures, obstacles, report_list, returns

MODULES = (figures, report_list, obstacles, campaigns, returns)
