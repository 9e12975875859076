"""Which agencies exist, under whom, since when. Every other service lives from this one's events."""
