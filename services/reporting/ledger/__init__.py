"""The obligation ledger: for each agency, obligation and measure its state on every day, and why."""
