"""Make examples/results: what the page shows at once when somebody chooses an example. Run after a change of the looks.

    python tools/make_examples.py [NAME ...]

Every piece is conducted whole with the settings below, drawn at 640 x 360, and packed small: together below 6.5 MB.
The same machine and libraries give the same files; other ones may differ in single bits of the pictures.
"""

import sys
import tempfile
from pathlib import Path

import av
from PIL import Image

from vc import Clip, PhotoVideo, SkeletonVideo, pipeline
from vc.provenance import append_xmp, xmp
from vc.skeleton import Joint, Motion
from vc.video import LABEL
from vc.web.examples import ALL, PHOTO, RESULTS, Example
from vc.web.settings import File, Settings, write

SIZE = (640, 360)
POSTER = (320, 180)
VIDEO_OPTIONS = {"preset": "slow", "crf": "29", "g": "60", "movflags": "+faststart"}
SOUND_BITS = 64_000
MAX_MB = 6.5
LOOKS = {  # name: seed, manner, background and dress of the photo video
    "ode_to_joy": (3, "Textbook", "stage", "gown"),
    "blue_danube": (1, "Lyrical", "photo", "own"),
    "mountain_king": (5, "Energetic", "stage", "tails"),
}


def make(example: Example) -> None:
    seed, manner, background, dress = LOOKS[example.name]
    settings = Settings(seed=seed, manner=manner, background=background, dress=dress)
    heard = pipeline.listen(example.music)
    motion = pipeline.move(heard, settings.conductor)
    example.save(motion, heard.rhythm, write(settings, File.of(example.music), File.of(PHOTO)))
    looks = PhotoVideo(PHOTO, size=SIZE, background=background, dress=dress)
    for kind, video in (("skeleton", SkeletonVideo(size=SIZE)), ("photo", looks)):
        renderer = pipeline.open_renderer(video, seed=seed)
        with tempfile.TemporaryDirectory() as folder:
            drawn = pipeline.draw(motion, renderer, Path(folder) / "drawn.mp4", clip=Clip(example.music), heard=heard)
            shrink(drawn, example.folder / f"{kind}.mp4")
    write_poster(example, motion)


def shrink(source: Path, out: Path) -> None:
    """Encode a video again, smaller, with its remarks."""
    with av.open(str(source)) as drawn, av.open(str(out), "w", options={"movflags": "+faststart"}) as small:
        small.metadata.update({key: drawn.metadata[key] for key in ("title", "comment", "description")
                               if key in drawn.metadata})  # fmt: skip
        picture = small.add_stream("libx264", rate=30, options=VIDEO_OPTIONS)
        picture.width, picture.height, picture.pix_fmt = *SIZE, "yuv420p"
        sound = small.add_stream("aac", rate=44_100, layout="stereo", options={"b": str(SOUND_BITS)})
        to_stereo = av.AudioResampler(format="fltp", layout="stereo", rate=44_100)
        for frame in drawn.decode(video=0, audio=0):
            if isinstance(frame, av.VideoFrame):
                frame.pict_type = 0  # the encoder chooses key frames anew
                small.mux(picture.encode(frame))
            else:
                for part in to_stereo.resample(frame):
                    small.mux(sound.encode(part))
        small.mux(picture.encode(None))
        small.mux(sound.encode(None))
    append_xmp(out, xmp(LABEL))


def write_poster(example: Example, motion: Motion) -> None:
    """The moment with the right hand highest, from the photo video."""
    part = motion.points[90:600, Joint.RIGHT_WRIST, 1]
    moment = 90 + int(part.argmin())
    with av.open(str(example.folder / "photo.mp4")) as video:
        for number, frame in enumerate(video.decode(video=0)):
            if number == moment:
                picture = frame.to_image().resize(POSTER, Image.Resampling.LANCZOS)
                picture.save(example.folder / "poster.jpg", quality=82, optimize=True, xmp=xmp(LABEL))
                return


def main() -> None:
    names = sys.argv[1:] or [example.name for example in ALL]
    for example in ALL:
        if example.name in names:
            make(example)
    size = sum(path.stat().st_size for path in RESULTS.rglob("*") if path.is_file()) / 1e6
    print(f"{size:.2f} MB")
    assert size < MAX_MB, f"the examples have {size:.2f} MB; allowed are {MAX_MB}"


if __name__ == "__main__":
    main()
