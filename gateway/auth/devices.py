"""What an officer's own list of sessions calls a browser: "Chrome, Windows". Told by the browser, so for show only."""

from __future__ import annotations

BROWSERS = (
    ("Line/", "LINE"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
"""In this order: many call themselves Chrome or Safari as well."""
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str | None) -> str | None:
    """Browser and system as far as they are known ones, None when neither is."""
    told = user_agent or ""
    known = (next((name for mark, name in marks if mark in told), None) for marks in (BROWSERS, SYSTEMS))
    return ", ".join(filter(None, known)) or None
