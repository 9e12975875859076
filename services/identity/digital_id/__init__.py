"""The bundled Digital ID: a small OpenID Connect provider, so that Prakat is complete without the national one.

Authorization code flow with PKCE for confidential clients, and the pages behind it: registration, sign-in, consent and
sign-out. It shares no database and no code with the identity service: to the rest of Prakat it is an issuer like any
other, reached over HTTP only.
"""
