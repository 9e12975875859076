"""Who is who, and who holds which right: officers, their sessions, tokens and grants."""
