"""Whether what a client sends is a signature: a picture, of a size, with something drawn on it."""

import io
import struct
import zlib

from PIL import Image

START = b"\x89PNG\r\n\x1a\n"
LARGEST = 300_000
#: a few bytes can unfold to gigabytes when the form is printed
PIXELS = 6_000_000


def is_drawn(picture):
    """Whether these bytes are such a PNG."""
    if len(picture) > LARGEST or not picture.startswith(START):
        return False
    try:
        with Image.open(io.BytesIO(picture), formats=["PNG"]) as image:
            if image.width * image.height > PIXELS:
                return False
            shades = image.convert("RGBA").getextrema()
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error,
            Image.DecompressionBombError):  # fmt: skip
        return False
    return any(lowest != highest for lowest, highest in shades)
