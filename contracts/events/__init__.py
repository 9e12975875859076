"""Facts, past tense: one module for each service that publishes them."""
