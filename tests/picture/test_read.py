import io
import struct
import zlib

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from vc.errors import PhotoError
from vc.picture import load_photo

pillow_heif.register_heif_opener()  # so that Pillow writes them here

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


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("missing", [1, 2, 5, 20])
def test_a_jpeg_without_its_last_bytes_is_read(tmp_path, progressive, missing):
    noise = np.random.default_rng(0).integers(0, 256, (30, 20, 3), np.uint8)
    picture = Image.fromarray(noise).resize((400, 600))
    picture.save(tmp_path / "whole.jpg", quality=95, progressive=progressive)
    (tmp_path / "cut.jpg").write_bytes((tmp_path / "whole.jpg").read_bytes()[:-missing])
    whole, cut = load_photo(tmp_path / "whole.jpg"), load_photo(tmp_path / "cut.jpg")
    assert len(cut) >= len(whole) - 32
    assert np.abs(whole[: len(cut) - 16].astype(int) - cut[:-16]).mean() < 1


def test_of_a_jpeg_cut_off_near_its_end_what_is_there_is_kept(tmp_path):
    noise = np.random.default_rng(0).integers(0, 256, (30, 20, 3), np.uint8)
    Image.fromarray(noise).resize((400, 600)).save(tmp_path / "whole.jpg", quality=95)
    data, whole = (tmp_path / "whole.jpg").read_bytes(), load_photo(tmp_path / "whole.jpg")
    (tmp_path / "most.jpg").write_bytes(data[: round(0.96 * len(data))])
    most = load_photo(tmp_path / "most.jpg")
    assert 545 <= len(most) < 580
    np.testing.assert_array_equal(most, whole[: len(most)])  # no grey strip
    (tmp_path / "part.jpg").write_bytes(data[: round(0.8 * len(data))])
    with pytest.raises(PhotoError, match=r"part\.jpg is damaged or cut off \(only its upper 7\d %"):
        load_photo(tmp_path / "part.jpg")


def test_a_webp_without_its_last_bytes_is_read(tmp_path, picture):
    picture.save(tmp_path / "a.webp", quality=90)
    (tmp_path / "a.webp").write_bytes((tmp_path / "a.webp").read_bytes()[:-2])
    assert _near(load_photo(tmp_path / "a.webp")[100, 20], RED, 20)


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize(
    "chunk",
    [
        _chunk(b"zTXt", b"XML:com.adobe.xmp\0\0" + zlib.compress(b"<x:xmpmeta> " * 200_000)),
        _chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + b"<x:xmpmeta> " * 200_000),
        _chunk(b"zTXt", b"a\0\0" + zlib.compress(b"x" * 900_000)) * 80,  # more than 64 MB of it
        _chunk(b"tEXt", b"prompt\0" + b"x" * 1_500_000),
        _chunk(b"iCCP", b"huge\0\0" + zlib.compress(bytes(3_000_000))),
        _chunk(b"tEXt", b"a\0b")[:-4] + b"oops",  # wrong checksum
    ],
)
def test_notes_in_a_png_of_any_size_do_no_harm(tmp_path, picture, chunk):
    picture.save(tmp_path / "a.png")
    data = (tmp_path / "a.png").read_bytes()
    (tmp_path / "a.png").write_bytes(data[:33] + chunk + data[33:])
    assert _near(load_photo(tmp_path / "a.png")[100, 20], RED, 0)


@pytest.mark.parametrize("name", ["a.heic", "a.avif"])
def test_the_kinds_that_phones_write(tmp_path, picture, name):
    exif = Image.Exif()
    exif[0x0112] = 6
    picture.save(tmp_path / "plain.heic" if name == "a.heic" else tmp_path / "plain.avif", quality=90)
    picture.save(tmp_path / name, exif=exif.tobytes(), quality=90)
    assert load_photo(tmp_path / f"plain{name[1:]}").shape == (200, 300, 3)
    photo = load_photo(tmp_path / name)
    assert photo.shape == (300, 200, 3)  # turned once, not twice
    assert _near(photo[20, 100], RED, 20)
    assert _near(photo[280, 100], WHITE, 20)
    data = (tmp_path / name).read_bytes()
    (tmp_path / "cut.jpg").write_bytes(data[:-300])
    with pytest.raises(PhotoError, match=r"cut\.jpg is (damaged|a damaged HEIC or AVIF)"):
        load_photo(tmp_path / "cut.jpg")


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("name", ["a.heic", "a.avif"])
def test_huge_pictures_of_these_kinds_are_refused_before_they_are_decoded(tmp_path, picture, name):
    picture.save(tmp_path / name)
    data = bytearray((tmp_path / name).read_bytes())
    at = data.find(b"ispe") + 8
    data[at : at + 8] = struct.pack(">II", 12_000, 11_000)
    (tmp_path / name).write_bytes(data)
    with pytest.raises(PhotoError, match=r"megapixels|damaged"):
        load_photo(tmp_path / name)
