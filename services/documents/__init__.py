"""Documents: what agencies file and publish, from upload to the public page."""
