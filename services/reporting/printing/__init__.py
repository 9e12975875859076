"""What reporting prints: the cabinet report as PDF and as a workbook."""
