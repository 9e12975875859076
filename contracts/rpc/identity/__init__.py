"""What `identity` can be asked: one module for each family of operations."""

from contracts.rpc.identity import account_history, clients, granting, profile, sessions, tokens

MODULES = (sessions, profile, tokens, granting, clients, account_history)
