"""What `reporting` can be asked: one module for each family of operations."""

from contracts.rpc.reporting import figures, report_list

MODULES = (figures, report_list)
