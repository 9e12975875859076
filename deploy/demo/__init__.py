"""The demonstration country: made by a seeded generator, loaded through the product's own bulk commands."""
