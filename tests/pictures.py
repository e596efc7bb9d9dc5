"""Pictures of papers, as phones and scanners send them, and files that only look like one: all made here."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F
PLACE = (54.0, 58.0, 30.0)


def drawn(size: tuple[int, int] = (800, 600), mode: str = "RGB") -> Image.Image:
    """A page with a red corner at its top left, and words."""
    page = Image.new("RGB", size, "white")
    ImageDraw.Draw(page).text((size[0] // 3, size[1] // 2), "Court of Protection", fill="black")
    page.paste("red", (0, 0, size[0] // 8, size[1] // 8))
    return page.convert(mode)


def saved(page: Image.Image, kind: str = "JPEG", **how: Any) -> bytes:
    """A picture as a file."""
    into = io.BytesIO()
    page.save(into, kind, **how)
    return into.getvalue()


def photo(kind: str = "JPEG", turned: int = 6) -> bytes:
    """A photo from a phone that was held upright: it says where it was taken, by what, and which side is up."""
    told = Image.Exif()
    told[ORIENTATION], told[MAKER] = turned, "Secret Phones"
    told.get_ifd(GPS).update({1: "N", 2: PLACE, 3: "W", 4: (1.0, 36.0, 10.0)})
    more = {"comment": b"taken at home"} if kind == "JPEG" else {}
    return saved(drawn(), kind, exif=told, **more)


def opened(picture: bytes) -> Image.Image:
    """A file as a picture."""
    return Image.open(io.BytesIO(picture))


def _chunk(kind: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))


def bomb(side: int, filled: int = 10_000_000) -> bytes:
    """A PNG of a few thousand bytes that says that it is so many points wide and high, and holds so many noughts."""
    head = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    held = zlib.compress(bytes(filled), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", held) + _chunk(b"IEND", b"")


def words_bomb() -> bytes:
    """A sound PNG with packed words that would come to hundreds of megabytes."""
    page = saved(drawn(), "PNG")
    packed = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(300_000_000), 9))
    return page[:33] + packed + page[33:]
