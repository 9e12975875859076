"""How Prakat is put to work: on one machine, with containers, on a cluster."""
