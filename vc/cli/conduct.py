"""python -m vc conduct: music, and perhaps a photo, to a video."""

import argparse
import json
from dataclasses import replace
from pathlib import Path

from vc.audio.rhythm.annotation import write_annotation
from vc.cli.bars import Bars
from vc.cli.folder import conduct_folder
from vc.errors import PhotoError, VCError
from vc.files import refuse_overwriting
from vc.frame import SHAPES, SIZES
from vc.manner import MANNERS, Manner
from vc.motion.export import EXPORTS
from vc.music import Rhythm
from vc.pipeline import BACKENDS, DEFAULT_MODEL, DRESSES, NONE, RENDERERS, conduct, export_path

# Options and the fields of `Manner`; --size is the picture's.
WISHES = {"energy": "energy", "gesture": "size", "smoothness": "smoothness", "left_hand": "left_hand"}


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("music", help="mp3, wav, flac, ogg, opus, m4a, a video with sound, or a folder of them")
    command.add_argument("--out", required=True, metavar="OUT.mp4",
                         help="the video to write: .mp4, or transparent .webm or .mov; or a folder")  # fmt: skip
    command.add_argument("--photo", help="picture of the person who conducts; of a folder also a folder of pictures "
                         "with the pieces' names")  # fmt: skip
    command.add_argument(
        "--jobs", type=_positive, default=1, metavar="N", help="of a folder: so many at once (default 1)"
    )
    command.add_argument("--render", choices=RENDERERS, help="default: photo if there is one, else skeleton")
    command.add_argument("--model", default=DEFAULT_MODEL, help=f"who conducts (default {DEFAULT_MODEL})")
    command.add_argument("--seed", type=int, default=0, help="another number is another interpretation")
    command.add_argument("--style", choices=MANNERS, default="Textbook", help="how (default Textbook)")
    for wish in WISHES:
        command.add_argument(f"--{wish.replace('_', '-')}", type=float, metavar="-1..1", help="instead of the style's")
    command.add_argument("--start", type=float, default=0.0, metavar="S", help="start in the music, in seconds")
    command.add_argument("--seconds", type=float, metavar="S", help="length; default up to the end")
    command.add_argument("--track", type=int, metavar="N",
                         help="sound track of a file with several, from 1; default the one that it marks")  # fmt: skip
    command.add_argument("--size", choices=SIZES, default="720", help="pixels of the shorter side: 512, 720 or 1080")
    command.add_argument("--shape", choices=SHAPES, help="of the picture; photo is the photo's own (default: 1:1 at "
                         "512, 16:9 else)")  # fmt: skip
    command.add_argument("--background", default="photo", help="of the photo video: photo, blur, stage, or a picture; "
                         "none makes any video transparent, in a .webm or .mov")  # fmt: skip
    command.add_argument("--dress", choices=DRESSES, default="own", help="of the photo video")
    command.add_argument("--person", type=int, metavar="N", help="who in the photo, 0 is the best suited")
    command.add_argument("--backend", choices=BACKENDS, default="character",
                         help="of the photo video: wan-animate is a video model for large graphics cards")  # fmt: skip
    command.add_argument("--joints", metavar="FILE.json",
                         help='where joints of this person are: {"left_wrist": [x, y], ...}, pixels of the photo, '
                         "upright, scaled down to 1600 where a side is longer")  # fmt: skip
    command.add_argument("--beats", metavar="FILE",
                         help="beats that are known: a table of seconds, tab, 1 for a downbeat; labels of Audacity or "
                         "Sonic Visualiser; a MIDI file with a tempo map")  # fmt: skip
    command.add_argument("--ear", metavar="own|beat-this[=FILE.ckpt]", help="who hears the beats (default own)")
    command.add_argument("--score", metavar="FILE.mxl",
                         help="score of the piece, .mxl, .musicxml or .mid: the music is followed by it")  # fmt: skip
    command.add_argument("--beats-out", metavar="OUT.beats.tsv", help="also write the beats, to be corrected there")
    command.add_argument("--avatar", help="figure of --render avatar: maestro or maestra")
    command.add_argument(
        "--camera",
        default="front",
        help="view: front, three-quarter or close; of the photo video also film",
    )
    command.add_argument("--export", action="append", default=[], choices=EXPORTS, metavar="KIND",
                         help=f"also write beside OUT.mp4: {', '.join(EXPORTS)}; may be given again")  # fmt: skip
    command.add_argument("--motion", metavar="OUT.npy", help="also write the poses, (T, 13, 2) at 30 Hz")
    command.add_argument("--accept-licence", action="store_true", help="accept the notice of weights that have one")
    command.set_defaults(run=_run)


def _positive(text: str) -> int:
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError(f"{number} is not above 0")
    return number


def _run(options: argparse.Namespace) -> None:
    if Path(options.music).is_dir():
        conduct_folder(options, _run_one, ".webm" if options.background == NONE else ".mp4")
    else:
        _run_one(options)


def _run_one(options: argparse.Namespace) -> None:
    _refuse_overwriting(options)
    with Bars() as show:
        result = conduct(
            options.music, options.out, photo=options.photo, render=options.render, model=options.model,
            seed=options.seed, manner=_manner(options), start_s=options.start, seconds=options.seconds,
            track=options.track, size=options.size, shape=options.shape, motion_out=options.motion,
            avatar=options.avatar, camera=options.camera, background=options.background,
            dress=options.dress, person=options.person,
            joints=_joints(options.joints), backend=options.backend, rhythm=options.beats,
            score=options.score, ear=options.ear, exports=options.export,
            accept_licence=options.accept_licence, on_progress=show,
        )  # fmt: skip
    if options.beats_out:
        write_annotation(options.beats_out, result.rhythm, start_s=options.start)
    print(f"{result.video}: {len(result.motion)} poses, {result.motion.seconds:.1f} s, {_tempo(result.rhythm)}")


def _refuse_overwriting(options: argparse.Namespace) -> None:
    """As `conduct` does, for the files that only the command line knows. Raises OutputError."""
    inputs = [("the music", options.music), ("the photo", options.photo), ("the background", options.background),
              ("the joints", options.joints), ("the beats that are known", options.beats),
              ("the score", options.score)]  # fmt: skip
    exports = [(f"the export {kind}", export_path(options.out, kind)) for kind in options.export]
    outputs = [("the video", options.out), ("the motion", options.motion), *exports]
    refuse_overwriting(inputs, [*outputs, ("the table of beats", options.beats_out)])


def _joints(path: str | None) -> dict[str, tuple[float, float]] | None:
    if path is None:
        return None
    try:
        joints = json.loads(Path(path).read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise PhotoError(f"{path} cannot be read as joints: {error}") from error
    if not isinstance(joints, dict):
        raise PhotoError(f'{path} has to hold an object such as {{"left_wrist": [410, 300]}}.')
    return joints


def _manner(options: argparse.Namespace) -> Manner:
    """The style with what was wished otherwise. Raises VCError."""
    wished = {field: getattr(options, wish) for wish, field in WISHES.items() if getattr(options, wish) is not None}
    try:
        return replace(MANNERS[options.style], **wished)
    except ValueError as error:
        raise VCError(f"A wish is out of range: {error}.") from error


def _tempo(rhythm: Rhythm) -> str:
    return f"about {rhythm.tempo_bpm:.0f} beats a minute" if rhythm.tempo_bpm else "no steady pulse found"
