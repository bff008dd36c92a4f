"""Read damaged files for a while: python tools/fuzz.py music|sound|photo|beats|settings [--minutes 30] [--seed 0]

Sound files, photos, tables and bundles of every kind are made, damaged at random in the ways that broke readers before,
and read as the program reads what strangers send. Whatever ends in anything but a result or an error for the user is
kept in --keep: crashes of a worker, files that take too long, and mistakes of the program's own.
"""

import argparse
import io
import json
import random
import struct
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image

from vc.errors import VCError

RATE = 48_000
SOUNDS = [  # ending, codec, layout
    ("mp3", "libmp3lame", "stereo"), ("wav", "pcm_s16le", "stereo"), ("flac", "flac", "stereo"),
    ("ogg", "vorbis", "stereo"), ("opus", "libopus", "mono"), ("m4a", "aac", "stereo"), ("m4a", "alac", "stereo"),
    ("aac", "aac", "mono"), ("mkv", "ac3", "5.1"), ("webm", "libopus", "stereo"), ("ts", "mp2", "stereo"),
    ("ts", "aac", "stereo"), ("avi", "libmp3lame", "stereo"), ("wma", "wmav2", "stereo"), ("caf", "alac", "stereo"),
    ("aiff", "pcm_s24be", "stereo"), ("w64", "pcm_f32le", "mono"), ("ac3", "ac3", "5.1"), ("mov", "pcm_s16be", "7.1"),
    ("wav", "adpcm_ima_wav", "stereo"), ("mka", "dca", "stereo"), ("3gp", "aac", "mono"),
]  # fmt: skip
ODD = [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x10000, 0x00FFFFFF]


def sounds() -> Iterator[tuple[str, bytes]]:
    since = np.arange(RATE * 3 // 2) / RATE
    for ending, codec, layout in SOUNDS:
        channels = av.AudioLayout(layout).nb_channels
        tone = 0.4 * np.sin(2 * np.pi * np.outer(since, 220 + 40 * np.arange(channels))).astype(np.float32)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"seed.{ending}"
            try:
                with av.open(str(path), "w") as container:
                    stream = container.add_stream(codec, rate=RATE, layout=layout, bit_rate=128_000,
                                                  options={"strict": "-2"})  # fmt: skip
                    frame = av.AudioFrame.from_ndarray(tone.reshape(1, -1), format="flt", layout=layout)
                    frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
                    container.mux(stream.encode(frame))
                    container.mux(stream.encode(None))
            except (av.FFmpegError, ValueError) as error:
                print(f"no {ending} with {codec}: {error}")
                continue
            yield ending, path.read_bytes()
    yield "amr", b"#!AMR\n" + b"".join(b"\x3c" + random.randbytes(31) for _ in range(75))


def photos() -> Iterator[tuple[str, bytes]]:
    y, x = np.mgrid[:160, :200]
    picture = Image.fromarray(np.stack([x, y, x ^ y], axis=-1).astype(np.uint8))
    exif = Image.Exif()
    exif[0x0112] = 6
    more = {"exif": exif, "icc_profile": _profile()}
    for kind, mode, how in (("JPEG", "RGB", more), ("JPEG", "CMYK", {}), ("JPEG", "L", {"progressive": True}),
                            ("PNG", "RGBA", more), ("PNG", "P", {}), ("PNG", "I;16", {}), ("WEBP", "RGBA", more),
                            ("WEBP", "RGB", {"lossless": True}), ("AVIF", "RGB", {}), ("HEIF", "RGB", {})):  # fmt: skip
        content = io.BytesIO()
        try:
            if kind == "HEIF":
                import pillow_heif

                pillow_heif.register_heif_opener()
            picture.convert("L" if mode == "I;16" else mode).convert(mode).save(content, kind, **how)
        except (ImportError, ValueError, KeyError, OSError) as error:
            print(f"no {kind} in {mode}: {error}")
            continue
        yield kind.lower(), content.getvalue()


def _profile() -> bytes:
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def tables() -> Iterator[tuple[str, bytes]]:
    rows = [(0.5 * number, number % 4 + 1) for number in range(12)]
    for form in ("{t:.3f}\t{p}\n", "{t:.6f}\t{t:.6f}\t1.{p}\n", "{t:.9f},{p}\r\n", "{t:.2f};{p}\n"):
        text = "".join(form.format(t=t, p=p) for t, p in rows)
        yield "tsv", text.encode()
        yield "tsv", text.replace(".", ",").encode("utf-16")


def bundles() -> Iterator[tuple[str, bytes]]:
    from vc.web.settings import FORMAT, PROGRAM

    tree = {"program": PROGRAM, "format": FORMAT, "settings": {"seed": 3, "start_s": 1.5, "size": "720"},
            "music": {"name": "a.mp3", "sha256": "0" * 64}, "by_hand": {"beats": [[0.5, 0, 4]]}}  # fmt: skip
    text = json.dumps(tree).encode()
    yield "json", text
    for packed in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", packed) as bundle:
            bundle.writestr("settings.json", text)
        yield "zip", content.getvalue()


def read_music(path: Path) -> None:
    from vc.audio.load import stream_music
    from vc.media import describe

    describe(path, count=True)
    for _ in stream_music(path):
        pass


def read_sound(path: Path) -> None:
    from vc.media import read_encoded

    for _ in read_encoded(path)[1]:
        pass


def read_photo(path: Path) -> None:
    from vc.vision import load_photo

    load_photo(path)


def read_beats(path: Path) -> None:
    from vc.audio.rhythm.annotation import read_annotation

    read_annotation(path)


def read_settings(path: Path) -> None:
    from vc.web.bundle import read_back

    read_back(path)


Seeds = Callable[[], Iterator[tuple[str, bytes]]]
TARGETS: dict[str, tuple[Seeds, Callable[[Path], None]]] = {
    "music": (sounds, read_music), "sound": (sounds, read_sound), "photo": (photos, read_photo),
    "beats": (tables, read_beats), "settings": (bundles, read_settings),
}  # fmt: skip


def damage(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """A few of: other bits, odd sizes, pieces missing, doubled or from elsewhere. Heads are hit most."""
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 3, 8, 30))):
        at = chance.randrange(min(len(data), chance.choice((64, 512, 1 << 30)))) if data else 0
        length = chance.choice((1, 2, 4, 16, 256))
        match chance.randrange(8):
            case 0 if data:
                data[at] ^= 1 << chance.randrange(8)
            case 1:
                data[at : at + length] = chance.randbytes(length)
            case 2 | 3:
                width, order = chance.choice(((1, "B"), (2, "H"), (4, "I"), (8, "Q"))), chance.choice("<>")
                data[at : at + width[0]] = struct.pack(order + width[1], chance.choice(ODD) % (1 << 8 * width[0]))
            case 4:
                del data[at : at + length]
            case 5:
                data[at:at] = data[at : at + length] * chance.choice((1, 2, 100))
            case 6:
                data[at:at] = other[at : at + length * 16]
            case _ if chance.random() < 0.3:
                del data[chance.randrange(len(data) + 1) :]
    return bytes(data)


def fuzz(target: str, minutes: float, seed: int, keep: Path) -> Counter[str]:
    seeds, read = TARGETS[target]
    chance = random.Random(seed)
    known = list(seeds())
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        until = time.monotonic() + 60 * minutes
        while time.monotonic() < until:
            ending, content = chance.choice(known)
            damaged = damage(content, chance.choice(known)[1], chance)
            path = Path(folder) / f"{sum(counts.values())}.{ending}"
            path.write_bytes(damaged)
            verdict = _verdict(read, path)
            counts[verdict] += 1
            if verdict not in ("read", "refused"):
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{target}-{seed}-{path.name}").write_bytes(damaged)
            path.unlink()
    return counts


def _verdict(read: Callable[[Path], None], path: Path) -> str:
    try:
        read(path)
    except VCError as error:
        words = str(error)
        for end in ("crashed", "took longer", "too much memory"):
            if f"reading it {end}" in words or (end == "too much memory" and end in words):
                print(f"{path.name}: {words}", flush=True)
                return end
        return "refused"
    except Exception as error:
        print(f"{path.name}: {type(error).__name__}: {str(error)[-1500:]}", flush=True)
        return f"mistake: {type(error).__name__}"
    return "read"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=Path("fuzz"))
    options = parser.parse_args()
    counts = fuzz(options.target, options.minutes, options.seed, options.keep)
    print(f"{options.target}, {options.minutes:g} minutes, seed {options.seed}: {sum(counts.values())} files; "
          + ", ".join(f"{count} {verdict}" for verdict, count in counts.most_common()))  # fmt: skip


if __name__ == "__main__":
    main()
