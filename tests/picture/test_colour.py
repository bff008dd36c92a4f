"""Colours with a known answer, through every way in which a file may say what its numbers mean."""

import struct
import zlib

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms

from vc.picture import load_photo

pillow_heif.register_heif_opener()  # so that Pillow writes them here

CODE = (180, 90, 60)
# Linear light of Display P3 and Adobe RGB (1998) to linear sRGB, as published (CSS Color 4, Lindbloom).
P3 = np.array([[1.2249, -0.2249, 0], [-0.0420, 1.0420, 0], [-0.0196, -0.0786, 1.0982]])
ADOBE = np.array([[1.3984, -0.3984, 0], [0, 1, 0], [0, -0.0429, 1.0429]])


def _decode(code):
    code = np.asarray(code) / 255
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)


def _encode(light):
    light = np.clip(light, 0, 1)
    return 255 * np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


P3_CODE = _encode(P3 @ _decode(CODE))
ADOBE_CODE = _encode(ADOBE @ (np.array(CODE) / 255) ** 2.2)


def _profile(space, primaries=(), gamma=2.2):
    """A matrix or grey profile, ICC version 2. primaries : XYZ under D50 of red, green, blue."""

    def fixed(value):
        return struct.pack(">i", round(value * 65536))

    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)
    tags = {
        b"desc": b"desc" + bytes(4) + struct.pack(">I", 2) + b"x\0" + bytes(78),
        b"cprt": b"text" + bytes(4) + b"CC0\0",
        b"wtpt": b"XYZ " + bytes(4) + b"".join(map(fixed, (0.9642, 1, 0.8249))),
    }
    for letter, xyz in zip("rgb", primaries, strict=False):
        tags[f"{letter}XYZ".encode()] = b"XYZ " + bytes(4) + b"".join(map(fixed, xyz))
        tags[f"{letter}TRC".encode()] = curve
    if not primaries:
        tags[b"kTRC"] = curve
    table, body, start = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(">I4xI", 132 + len(table) - 4 + len(body), 0x02400000) + b"mntr" + space + b"XYZ "
    head += struct.pack(">6H", 2024, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + b"".join(map(fixed, (0.9642, 1, 0.8249)))
    return head.ljust(128, b"\0") + table + body


# Display P3's primaries under D50, as in Apple's profile, and ProPhoto's.
P3_PROFILE = _profile(b"RGB ", [(0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841)])
PRO_PHOTO = _profile(b"RGB ", [(0.7977, 0.2880, 0.0), (0.1352, 0.7119, 0.0), (0.0313, 0.0001, 0.8249)], 1.8)


def _picture(code=CODE, mode="RGB"):
    return Image.new(mode, (200, 160), code)


def _near(path, expected, by=3):
    photo = load_photo(path)
    assert photo.shape == (160, 200, 3)
    np.testing.assert_allclose(photo[80, 100], expected, atol=by)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.heic", "a.avif"])
def test_an_iphones_colours_are_converted(tmp_path, name):
    _picture().save(tmp_path / name, icc_profile=P3_PROFILE, quality=98)
    # This profile's curve is a plain power, so the known answer is one, too.
    _near(tmp_path / name, _encode(P3 @ (np.array(CODE) / 255) ** 2.2), by=5)
    assert abs(P3_CODE - CODE).max() > 8  # what this would miss if the profile were ignored


def test_pro_photo_becomes_what_it_showed(tmp_path):
    back = np.linalg.inv(np.array([[2.0341, -0.7274, -0.3068], [-0.2288, 1.2317, -0.0029], [-0.0085, -0.1533, 1.1618]]))
    code = tuple(int(value + 0.5) for value in 255 * (back @ _decode(CODE)) ** (1 / 1.8))
    _picture(code).save(tmp_path / "a.png", icc_profile=PRO_PHOTO)
    _near(tmp_path / "a.png", CODE, by=4)
    assert np.abs(np.subtract(code, CODE)).max() > 25


def test_grey_transparent_and_press_pictures_keep_their_profiles(tmp_path):
    linear = _profile(b"GRAY", gamma=1.0)
    _picture(55, "L").save(tmp_path / "grey.jpg", icc_profile=linear, quality=98)
    _near(tmp_path / "grey.jpg", (128, 128, 128))
    _picture(55, "L").save(tmp_path / "odd.jpg", icc_profile=P3_PROFILE, quality=98)  # neutral in any profile
    _near(tmp_path / "odd.jpg", (55, 55, 55))
    _picture((*CODE, 255), "RGBA").save(tmp_path / "clear.png", icc_profile=P3_PROFILE)
    _near(tmp_path / "clear.png", _encode(P3 @ (np.array(CODE) / 255) ** 2.2))
    palette = _picture().quantize(4)
    palette.save(tmp_path / "palette.png", icc_profile=P3_PROFILE)
    _near(tmp_path / "palette.png", _encode(P3 @ (np.array(CODE) / 255) ** 2.2))


@pytest.mark.parametrize("profile", [b"no profile at all", P3_PROFILE[:150], _profile(b"GRAY"), b""])
def test_a_profile_that_cannot_be_is_left_out_of_account(tmp_path, profile):
    _picture().save(tmp_path / "a.png", icc_profile=profile)
    _near(tmp_path / "a.png", CODE, by=0)


def test_srgb_stays_as_it_is(tmp_path):
    _picture().save(tmp_path / "a.png", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    _near(tmp_path / "a.png", CODE, by=1)
    _picture().save(tmp_path / "a.avif", quality=98)
    _near(tmp_path / "a.avif", CODE)


@pytest.mark.parametrize("name", ["a.heic", "a.avif"])
@pytest.mark.parametrize(
    ("primaries", "transfer", "code", "expected"),
    [
        (12, 13, CODE, P3_CODE),
        (1, 16, (148, 148, 148), (242, 242, 242)),  # PQ: 203 cd/m2, diffuse white, with room for highlights above
        (1, 16, (130, 130, 130), (186, 186, 186)),  # 100 cd/m2, a little less than half of it
        (1, 18, (191, 191, 191), (242, 242, 242)),  # HLG: 75 %, the same white
    ],
)
def test_colours_named_by_code_points(tmp_path, name, primaries, transfer, code, expected):
    _picture(code).save(tmp_path / name, quality=98)
    data = bytearray((tmp_path / name).read_bytes())
    at = data.find(b"colrnclx") + 8
    assert at > 8
    data[at : at + 4] = struct.pack(">HH", primaries, transfer)
    (tmp_path / name).write_bytes(data)
    _near(tmp_path / name, expected, by=6)


def test_adobe_rgb_of_cameras_which_only_exif_names(tmp_path):
    def directory(tag, kind, count, value):
        return struct.pack("<HHHI4sI", 1, tag, kind, count, value, 0)

    exif = b"Exif\0\0II*\0" + struct.pack("<I", 8) + directory(0x8769, 4, 1, struct.pack("<I", 26))
    exif += directory(0xA005, 4, 1, struct.pack("<I", 44)) + directory(1, 2, 4, b"R03\0")
    _picture().save(tmp_path / "a.jpg", exif=exif, quality=98)
    _near(tmp_path / "a.jpg", ADOBE_CODE)


def test_gamma_and_primaries_of_a_png(tmp_path):
    def written(name, *chunks):
        _picture((55, 55, 55) if name == "linear.png" else CODE).save(tmp_path / name)
        data = (tmp_path / name).read_bytes()
        for kind, numbers in chunks:
            body = struct.pack(f">{len(numbers)}I", *numbers)
            chunk = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
            data = data[:33] + chunk + data[33:]
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    p3 = (31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000)
    srgb = (31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000)
    _near(written("linear.png", (b"gAMA", [100_000])), (128, 128, 128))
    _near(written("p3.png", (b"gAMA", [45_455]), (b"cHRM", p3)), P3_CODE)
    _near(written("usual.png", (b"gAMA", [45_455]), (b"cHRM", srgb)), CODE, by=0)
    _near(written("broken.png", (b"cHRM", [0] * 8)), CODE, by=0)
