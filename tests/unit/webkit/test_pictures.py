"""Pictures of papers: sound ones are made anew with nothing else in them, and all else is refused kindly."""

import random
import threading

import pytest
from PIL import Image

from marketplace.webkit.pictures import LEAST_SIDE, MOST_BYTES, MOST_SIDE, PictureRefused, cleaned
from tests.pictures import GPS, PLACE, bomb, drawn, opened, photo, saved, words_bomb

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
SCRIPT = b"<!DOCTYPE html><script>alert(1)</script>"
ZIP = b"PK\x03\x04" + bytes(60)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_place_is_gone_and_the_picture_stands_upright(kind: str) -> None:
    sent = photo(kind)
    assert opened(sent).getexif().get_ifd(GPS)[2] == PLACE  # it is there before
    made = cleaned(sent)
    kept = opened(made)
    assert (kept.format, kept.mode, kept.size) == ("JPEG", "RGB", (600, 800))
    assert dict(kept.getexif()) == {}
    assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for words in (b"Exif", b"Secret Phones", b"taken at home", b"http", b"GPS"):
        assert words not in made
    red, green, _ = kept.getpixel((590, 5))  # type: ignore[misc]
    assert (red > 200, green < 60) == (True, True)


@pytest.mark.parametrize("mode", ["L", "1", "P", "RGBA", "LA", "CMYK", "I;16"])
def test_whatever_colours_a_scan_has(mode: str) -> None:
    if mode == "I;16":
        page = Image.frombytes(mode, (300, 300), (40_000).to_bytes(2, "little") * 90_000)
    elif mode == "RGBA":
        page = Image.new(mode, (300, 300), (255, 0, 0, 0))
    else:
        page = drawn((300, 300), mode)
    kept = opened(cleaned(saved(page, "JPEG" if mode == "CMYK" else "PNG")))
    corner = kept.getpixel((299, 299))
    grey = (156, 156, 156) if mode == "I;16" else (255, 255, 255)
    assert all(abs(each - wanted) < 4 for each, wanted in zip(corner, grey, strict=True)), corner  # type: ignore[arg-type]


def test_a_large_one_comes_down_to_what_can_be_read() -> None:
    kept = opened(cleaned(saved(drawn((6000, 4000)))))
    assert kept.size == (MOST_SIDE, MOST_SIDE * 2 // 3)


def test_of_a_phones_two_pictures_the_first_is_kept() -> None:
    two = saved(drawn(), "MPO", save_all=True, append_images=[Image.new("RGB", (800, 600), "blue")])
    assert opened(two).format == "MPO"
    assert opened(cleaned(two)).getpixel((799, 599)) == (255, 255, 255)


@pytest.mark.parametrize("behind", [SCRIPT, ZIP, PDF, SVG])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_what_hangs_on_behind_a_sound_picture_is_gone(kind: str, behind: bytes) -> None:
    made = cleaned(saved(drawn(), kind) + behind)
    assert behind[:20] not in made
    assert b"script" not in made
    assert made == cleaned(saved(drawn(), kind))


NO_PICTURES = {
    "nothing": b"",
    "a script": SCRIPT,
    "a script after the first bytes of a JPEG": b"\xff\xd8\xff\xe0" + SCRIPT,
    "a script after the first bytes of a PNG": b"\x89PNG\r\n\x1a\n" + SCRIPT,
    "a script with a picture behind it": SCRIPT + saved(drawn()),
    "a PDF with a picture in it": PDF + saved(drawn()),
    "an archive with a picture behind it": ZIP + saved(drawn()),
    "an SVG": SVG,
    "a PDF": PDF,
    "an archive": ZIP,
    "words": "Die Bestellung läuft bis 2030.".encode(),
    "noughts": bytes(5000),
    "noise": random.Random(4).randbytes(5000),  # noqa: S311 - no secret
    "a GIF": saved(drawn(), "GIF"),
    "a BMP": saved(drawn(), "BMP"),
    "a TIFF": saved(drawn(), "TIFF"),
    "a WebP": saved(drawn(), "WEBP"),
    "half a JPEG": saved(drawn())[:4000],
    "half a PNG": saved(drawn(), "PNG")[:1500],
    "the head of a JPEG": saved(drawn())[:30],
    "the head of a PNG": saved(drawn(), "PNG")[:33],
    "a PNG that moves": saved(drawn(), "PNG", save_all=True, append_images=[drawn((800, 600), "L").convert("RGB")]),
    "a point": saved(drawn((1, 1))),
    "a thread": saved(drawn((20_000, LEAST_SIDE))),
    "a bomb of 900 million points": bomb(30_000),
    "a bomb of 100 million points": bomb(10_000),
    "a bomb of 37 million points": bomb(6083),
    "one that says more than it holds": bomb(4000, 100),
    "packed words": words_bomb(),
    "too many bytes": saved(drawn()) + bytes(MOST_BYTES),
}


@pytest.mark.parametrize("name", NO_PICTURES)
def test_what_is_no_picture_of_a_paper_is_refused_kindly(name: str) -> None:
    with pytest.raises(PictureRefused) as refused:
        cleaned(NO_PICTURES[name])
    assert refused.value.field == "picture"
    assert len(refused.value.message) > 30
    assert "Error" not in refused.value.message


@pytest.mark.parametrize("side", [30_000, 10_000, 6083])
def test_a_bomb_is_refused_before_it_is_unpacked(side: int) -> None:
    """Unpacked it would be refused too, as cut off: its points are not all there."""
    with pytest.raises(PictureRefused, match="more points than we can open"):
        cleaned(bomb(side))


def test_every_cut_and_every_flipped_byte_is_a_picture_or_a_refusal() -> None:
    chance = random.Random(7)  # noqa: S311 - no secret
    for kind in ("JPEG", "PNG"):
        sound = photo(kind)
        for _ in range(60):
            broken = bytearray(sound[: chance.randrange(len(sound))] if chance.random() < 0.3 else sound)
            for _ in range(chance.randrange(1, 6)):
                if broken:
                    broken[chance.randrange(len(broken))] = chance.randrange(256)
            try:
                made = opened(cleaned(bytes(broken)))
            except PictureRefused:
                continue
            assert dict(made.getexif()) == {}


def test_several_at_once_are_each_made_anew() -> None:
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda: made.append(cleaned(photo()))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == 1
