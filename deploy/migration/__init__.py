"""What an operator carries over from an older system: a manifest and a directory of PDFs (docs/imports.md)."""
