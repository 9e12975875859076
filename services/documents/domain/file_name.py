"""The name under which a document is shown and downloaded."""

import re
import unicodedata

LONGEST = 255
SUFFIX = ".pdf"

_SPLIT_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")


class FileNameInvalid(Exception):
    """Nothing is left of the name once what does not belong into a name is taken out."""

    code = "invalid_request"


def clean_file_name(given: str) -> str:
    """The name without path and invisible characters, in normal form (NFC, Thai sara am in one piece), ending in .pdf.

    At most 255 characters; a longer name loses the end of its stem. Raises FileNameInvalid when nothing is left.
    """
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", given)[-1])
    # NFC leaves nikhahit + sara aa as two characters, which looks the same as sara am but is found by no search.
    name = _SPLIT_SARA_AM.sub("\\1\u0e33", name)
    # Category C holds control and direction-override characters: "fdp.exe" can be made to look like "exe.pdf".
    name = "".join(c if unicodedata.category(c)[0] not in "CZ" else _space_for(c) for c in name)
    stem = re.sub(r" +", " ", name).strip(" .")
    if stem.casefold().endswith(SUFFIX):
        stem = stem[: -len(SUFFIX)].rstrip(" .")
    if not stem or stem.casefold() == SUFFIX.strip("."):
        raise FileNameInvalid(given)
    return stem[: LONGEST - len(SUFFIX)].rstrip(" .") + SUFFIX


def _space_for(character: str) -> str:
    return " " if unicodedata.category(character) == "Zs" or character in "\t\n\r" else ""
