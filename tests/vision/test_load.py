import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from vc.errors import PhotoError
from vc.vision import load_photo

RED, WHITE = (220, 20, 30), (255, 255, 255)


@pytest.fixture
def picture():
    """300 x 200, the left half red, the right half white."""
    image = Image.new("RGB", (300, 200), WHITE)
    image.paste(RED, (0, 0, 150, 200))
    return image


def _near(pixel, colour, by=12):
    return np.abs(np.asarray(pixel, int) - colour).max() <= by


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_the_three_formats_come_out_as_rgb(tmp_path, picture, name):
    picture.save(tmp_path / name)
    photo = load_photo(tmp_path / name)
    assert photo.shape == (200, 300, 3)
    assert photo.dtype == np.uint8
    assert photo.flags.owndata
    assert photo.flags.writeable
    assert _near(photo[100, 20], RED)
    assert _near(photo[100, 280], WHITE)


def test_the_content_decides_not_the_name(tmp_path, picture):
    picture.save(tmp_path / "holiday.txt", "PNG")
    assert load_photo(tmp_path / "holiday.txt").shape == (200, 300, 3)


# Where the red half, left in the file, must be after the camera's note about its orientation is heeded.
@pytest.mark.parametrize(
    ("orientation", "shape", "red_at"),
    [
        (1, (200, 300), (100, 20)),
        (2, (200, 300), (100, 280)),
        (3, (200, 300), (100, 280)),
        (4, (200, 300), (100, 20)),
        (5, (300, 200), (20, 100)),
        (6, (300, 200), (20, 100)),
        (7, (300, 200), (280, 100)),
        (8, (300, 200), (280, 100)),
    ],
)
def test_exif_orientation_is_applied(tmp_path, picture, orientation, shape, red_at):
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture.save(tmp_path / "a.jpg", exif=exif, quality=95)
    photo = load_photo(tmp_path / "a.jpg")
    assert photo.shape[:2] == shape
    assert _near(photo[red_at], RED)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_a_broken_exif_block_is_ignored(tmp_path, picture):
    picture.save(tmp_path / "a.jpg", exif=b"Exif\0\0II*\0\xff\xff\xff\xff garbage")
    assert load_photo(tmp_path / "a.jpg").shape == (200, 300, 3)


def test_cmyk_palette_grey_and_sixteen_bit(tmp_path, picture):
    picture.convert("CMYK").save(tmp_path / "cmyk.jpg", quality=95)
    picture.quantize(8).save(tmp_path / "palette.png")
    picture.convert("L").save(tmp_path / "grey.png")
    deep = np.zeros((200, 300), np.uint16)
    deep[:, 150:] = 65535
    deep[:, :150] = 0x8000
    Image.fromarray(deep).save(tmp_path / "deep.png")
    assert _near(load_photo(tmp_path / "cmyk.jpg")[100, 20], RED, 30)
    assert _near(load_photo(tmp_path / "palette.png")[100, 20], RED)
    assert load_photo(tmp_path / "grey.png").shape == (200, 300, 3)
    photo = load_photo(tmp_path / "deep.png")
    assert _near(photo[100, 280], WHITE, 0)
    assert _near(photo[100, 20], (127, 127, 127), 2)


def test_transparency_lies_on_white(tmp_path, picture):
    layered = picture.convert("RGBA")
    layered.putalpha(Image.new("L", layered.size, 0))
    layered.save(tmp_path / "a.png")
    picture.quantize(8).save(tmp_path / "p.png", transparency=0)
    assert _near(load_photo(tmp_path / "a.png")[100, 20], WHITE, 0)
    assert load_photo(tmp_path / "p.png").shape == (200, 300, 3)


def test_an_animation_gives_its_first_frame(tmp_path, picture):
    picture.save(tmp_path / "a.webp", save_all=True, append_images=[Image.new("RGB", picture.size, (0, 0, 255))])
    assert _near(load_photo(tmp_path / "a.webp")[100, 20], RED, 20)


def test_large_photos_are_scaled_down(tmp_path):
    Image.new("RGB", (4000, 1000), RED).save(tmp_path / "a.jpg")
    assert load_photo(tmp_path / "a.jpg").shape == (400, 1600, 3)


def _png_that_claims(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(("width", "height"), [(20_000, 20_000), (12_000, 11_000)])
def test_huge_pictures_are_refused_before_they_are_decoded(tmp_path, width, height):
    path = tmp_path / "huge.png"
    path.write_bytes(_png_that_claims(width, height))  # decoding it would say "truncated"
    with pytest.raises(PhotoError, match=r"huge\.png.*megapixels"):
        load_photo(path)


def test_damaged_and_foreign_files_are_named(tmp_path, picture):
    buffer = io.BytesIO()
    picture.resize((900, 600)).save(buffer, "JPEG")
    whole = buffer.getvalue()
    cases = {
        "cut.jpg": (whole[: len(whole) // 2], "damaged or cut off"),
        "text.jpg": (b"Dear conductor, " * 20, "not a picture"),
        "empty.png": (b"", "empty"),
        "phone.jpg": (b"\0\0\0\x20ftypheic" + b"\0" * 40, "HEIC"),
        "clip.jpg": (b"\0\0\0\x20ftypisom" + b"\0" * 40, "video"),
        "loop.png": (b"GIF89a" + b"\0" * 40, "GIF"),
        "noise.png": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "noise.png"),
    }
    for name, (content, what) in cases.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(PhotoError, match=what) as caught:
            load_photo(tmp_path / name)
        assert name in str(caught.value)


def test_missing_folders_and_tiny_pictures_are_refused(tmp_path):
    with pytest.raises(PhotoError, match=r"no file nothing\.jpg"):
        load_photo(tmp_path / "nothing.jpg")
    with pytest.raises(PhotoError):
        load_photo(tmp_path)
    Image.new("RGB", (500, 60)).save(tmp_path / "tiny.png")
    with pytest.raises(PhotoError, match="500 x 60"):
        load_photo(tmp_path / "tiny.png")
    Image.new("RGB", (9000, 200)).save(tmp_path / "strip.png")
    with pytest.raises(PhotoError, match="narrow strip"):
        load_photo(tmp_path / "strip.png")
