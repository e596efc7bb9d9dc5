"""Pictures that people send: looked at with care, and made anew, so that nothing but the picture is kept."""

import io
import threading

from PIL import Image, ImageOps

from marketplace.foundation.errors import Refusal

MOST_BYTES = 15_000_000  # of a file as it is sent: phones make pictures of 3 to 12 million
# by what is in the file, never by its name -> the most points, width times height: what phones take, and a page of A4
# scanned at 600 to the inch; a large JPEG is read in a smaller size at once, a PNG costs eight bytes a point
READ = {"JPEG": 60_000_000, "PNG": 36_000_000}
LEAST_SIDE = 200  # points: on less nobody can read a paper
MOST_SIDE = 2400  # points of what is kept: a page of A4 at about 200 to the inch
QUALITY = 85

TOO_BIG = "This picture has more points than we can open. Take it again with a smaller size."

_one = threading.Lock()  # a picture takes up to 300 MB while it is read: one at a time in each process


class PictureRefused(Refusal):
    """A file that is no picture of a paper."""

    def __init__(self, words: str) -> None:
        super().__init__(words, "picture")


def cleaned(sent: bytes) -> bytes:
    """A JPEG made anew from a JPEG or PNG: upright, at most MOST_SIDE points a side, and nothing else in it.

    What hangs on a picture (the place where it was taken, its maker, words, another file behind it) is not in it any
    more. Raises PictureRefused for whatever is not one sound picture within bounds.
    """
    if not sent:
        raise PictureRefused("This file is empty. Take the picture again, or choose another file.")
    if len(sent) > MOST_BYTES:
        raise PictureRefused(
            f"This file is larger than {MOST_BYTES // 1_000_000} MB. Take the picture again with a smaller size, or "
            "send it to yourself in a smaller size first."
        )
    with _one:
        try:
            return _made_anew(sent)
        except PictureRefused:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as failed:
            raise PictureRefused(TOO_BIG) from failed
        except Exception as failed:  # whatever a decoder stumbles over, it is the stranger's bytes
            raise PictureRefused(
                "We cannot read this as a picture. Choose a photo or a scan of the paper, as a JPEG or PNG file. For "
                "a PDF or a letter in another form, take a photo of the page. If it is one, it may be cut off: send "
                "it again."
            ) from failed


def _made_anew(sent: bytes) -> bytes:
    with Image.open(io.BytesIO(sent), formats=list(READ)) as picture:  # reads no more than the head of the file
        width, height = picture.size
        if width * height > READ.get(picture.format or "", READ["JPEG"]):  # a phone's JPEG of two pictures is an MPO
            raise PictureRefused(TOO_BIG)
        if picture.format == "PNG" and getattr(picture, "is_animated", False):
            raise PictureRefused("This picture moves. Choose a still picture of the paper.")
        picture.draft("RGB", (MOST_SIDE, MOST_SIDE))
        upright = ImageOps.exif_transpose(_flat(picture))
    upright.thumbnail((MOST_SIDE, MOST_SIDE))
    if min(upright.size) < LEAST_SIDE:
        raise PictureRefused("This picture is too small to read. Take one in which the words can be read.")
    fresh = Image.new("RGB", upright.size)  # a picture that was read carries what it was read with
    fresh.paste(upright)
    made = io.BytesIO()
    fresh.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()


def _flat(picture: Image.Image) -> Image.Image:
    """A picture in three colours, whatever it had before; what can be seen through becomes white."""
    if picture.mode.startswith("I"):  # a scan in 65,536 greys
        deep = picture.convert("I").point(lambda value: value * (1 / 256))
        flat = deep.convert("L").convert("RGB")
    elif picture.has_transparency_data:
        clear = picture if picture.mode == "RGBA" else picture.convert("RGBA")
        flat = Image.new("RGB", clear.size, "white")
        flat.paste(clear, mask=clear)
    else:
        flat = picture.convert("RGB")
    if "exif" in picture.info:
        flat.info["exif"] = picture.info["exif"]  # which side is up
    return flat
