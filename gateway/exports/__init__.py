"""Lists of tokens as files: CSV, XLSX, and pages to print."""
