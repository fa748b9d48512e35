"""What a file really is, whatever its name, and packed files opened no further than is safe."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from build_tools.tables import ole
from build_tools.tables.spans import Refused

MOST_BYTES = 40_000_000
MOST_UNPACKED = 60_000_000
_MOST_MEMBERS = 4000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WANTED = re.compile(r"(?i)(?:\[Content_Types\]\.xml|.*\.rels|(?:xl|word)/.*\.xml)")
_UNWANTED = re.compile(r"(?i).*/(?:media|embeddings|theme|drawings|diagrams|charts|fonts)/.*")
_HTML = re.compile(rb"(?i)<(?:table|html|!doctype html|body|tr|td|meta)\b")
_CHARSET = re.compile(rb"(?i)charset\s*=\s*[\"']?\s*([a-z0-9_-]{2,20})")


def kind(raw: bytes) -> str:
    """``xlsx``, ``xls``, ``docx``, ``html`` or ``csv``; anything else is refused with its own sentence."""
    if len(raw) > MOST_BYTES:
        raise Refused("table-file-too-large", size=str(len(raw) // 1_000_000))
    if not raw.strip():
        raise Refused("table-file-empty")
    if raw.startswith(_ZIP):
        return _packed_kind(raw)
    if raw.startswith(_OLE):
        return ole.kind(raw)
    for start, code in (
        (b"%PDF", "pdf"),
        (b"{\\rtf", "rtf"),
        (b"PK", "zip"),
        (b"Rar!", "rar"),
        (b"MIME-Version", "mht"),
    ):
        if raw.lstrip()[:20].startswith(start):
            raise Refused("table-other-format", format=code)
    if b"urn:schemas-microsoft-com:office:spreadsheet" in raw[:4000] and b"<Workbook" in raw[:4000]:
        raise Refused("table-other-format", format="xml")
    wide = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not wide and b"\x00" in raw[:4096]:
        raise Refused("table-other-format", format="binary")
    seen = raw.replace(b"\x00", b"") if wide else raw
    return "html" if _HTML.search(seen) else "csv"


def _packed_kind(raw: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            names = {name.lower() for name in packed.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Refused("table-damaged") from error
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    other = "ods" if "content.xml" in names else "xlsb" if "xl/workbook.bin" in names else "zip"
    raise Refused("table-other-format", format=other)


def parts(raw: bytes) -> dict[str, bytes]:
    """The parts of a packed document that hold text, each checked for its size before it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            return _parts(packed)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise Refused("table-damaged") from error


def _parts(packed: zipfile.ZipFile) -> dict[str, bytes]:
    members = packed.infolist()
    if len(members) > _MOST_MEMBERS:
        raise Refused("table-bomb")
    wanted = [one for one in members if _WANTED.fullmatch(one.filename) and not _UNWANTED.fullmatch(one.filename)]
    if any(one.flag_bits & 1 for one in wanted):
        raise Refused("table-encrypted")
    if sum(one.file_size for one in wanted) > MOST_UNPACKED:
        raise Refused("table-bomb")
    found: dict[str, bytes] = {}
    for one in wanted:
        with packed.open(one) as stream:
            found[one.filename] = stream.read(one.file_size + 1)
    return found


def repacked(found: dict[str, bytes]) -> io.BytesIO:
    """The checked parts as a packed file of their own, for a reader that unpacks by itself."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as packed:
        for name, data in found.items():
            packed.writestr(name, data)
    made.seek(0)
    return made


def has_macros(raw: bytes) -> bool:
    """Whether a packed or compound file carries a program; it is never run."""
    return b"vbaProject.bin" in raw or "_VBA_PROJECT".encode("utf-16-le") in raw


def text(raw: bytes) -> str:
    """The text of a file in whatever encoding it is; what cannot be read becomes U+FFFD."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    said = _CHARSET.search(raw[:4096])
    big5 = said is not None and said[1].lower().replace(b"-", b"").startswith(b"big5")
    for encoding in ("utf-8-sig", "big5hkscs" if big5 else "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    tries = [raw.decode(encoding, "replace") for encoding in ("utf-8-sig", "gb18030")]
    return min(tries, key=lambda one: one.count("\ufffd"))
