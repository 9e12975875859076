"""บัญชีผู้ใช้: tokens (จัดการ Token), users (จัดการรายละเอียดผู้ใช้งาน) and other systems that act for an agency."""

from gateway.portal.accounts import clients, tokens, users

ALL = (tokens.routes, users.routes, clients.routes)
