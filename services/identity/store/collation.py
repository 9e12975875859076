"""How names are sorted."""

# ICU's Thai order: เ แ โ ไ ใ after their consonant.
THAI_ORDER = {"locale": "th"}
