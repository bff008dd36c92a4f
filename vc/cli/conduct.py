"""python -m vc conduct: music, and perhaps a photo, to a video."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

from vc.cli.bars import Bars
from vc.cli.folder import conduct_folder
from vc.cli.options import add_options, given
from vc.cli.spread import add_ray, positive
from vc.clip import Clip
from vc.errors import PhotoError
from vc.files import refuse_overwriting
from vc.hints import Hints
from vc.manner import MANNER_NAME, MANNERS, Manner
from vc.motion.conductor import Conductor
from vc.motion.export import EXPORTS, ExportOptions
from vc.music import Rhythm
from vc.options import OptionError, options_of
from vc.pipeline import conduct, export_path
from vc.render.options import NONE, VIDEOS, PhotoVideo, Video, renderers_of

PART, CONDUCTOR, MANNER = options_of(Clip), options_of(Conductor), [MANNER_NAME, *options_of(Manner)]
PICTURE, HINTS, EXPORTING = options_of(Video), options_of(Hints), options_of(ExportOptions)
GROUPS = {"which part of the music": PART, "what is known of it": HINTS, "who conducts": CONDUCTOR, "how": MANNER,
          "the picture": PICTURE}  # fmt: skip
DRAWING = [one for one in options_of(PhotoVideo, *VIDEOS.values()) if one not in PICTURE]


class _Photos(argparse.Action):
    """The first is `photo`; those who conduct beside are `beside`."""

    def __call__(self, _parser: Any, namespace: argparse.Namespace, value: Any, _flag: str | None = None) -> None:
        if namespace.photo is None:
            namespace.photo, namespace.beside = value, ()
        else:
            namespace.beside = (*namespace.beside, value)


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("music", help="mp3, wav, flac, ogg, opus, m4a, a video with sound, or a folder of them")
    command.add_argument("--out", required=True, metavar="OUT.mp4",
                         help="the video to write: .mp4, or transparent .webm or .mov; or a folder")  # fmt: skip
    command.add_argument(
        "--photo", action=_Photos,
        help="picture of the person who conducts; of a folder also a folder of pictures with the pieces' names; given "
        "again, all conduct together, four at most",
    )  # fmt: skip
    command.add_argument(
        "--jobs", type=positive, default=1, metavar="N", help="of a folder: so many at once (default 1)"
    )
    add_ray(command)
    command.add_argument("--render", choices=VIDEOS, help="default: photo if there is one, else skeleton")
    for title, found in GROUPS.items():
        add_options(command.add_argument_group(title), found)
    for kinds in dict.fromkeys(tuple(renderers_of(one.name)) for one in DRAWING):
        own = [one for one in DRAWING if tuple(renderers_of(one.name)) == kinds]
        add_options(command.add_argument_group(f"of --render {' or '.join(kinds)}"), own)
    command.add_argument("--beats-out", metavar="OUT.beats.tsv", help="also write the beats, to be corrected there")
    command.add_argument("--export", action="append", default=[], choices=EXPORTS, metavar="KIND",
                         help=f"also write beside OUT.mp4: {', '.join(EXPORTS)}; may be given again")  # fmt: skip
    add_options(command.add_argument_group("of --export bvh"), EXPORTING)
    command.add_argument("--motion", metavar="OUT.npy", help="also write the poses, (T, 13, 2) at 30 Hz")
    # What --manner was once called.
    command.add_argument("--style", dest="manner", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    command.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> None:
    if Path(arguments.music).is_dir():
        clear = getattr(arguments, "background", None) == NONE
        conduct_folder(arguments, _run_one, ".webm" if clear else ".mp4")
    else:
        _run_one(arguments)


def _run_one(arguments: argparse.Namespace) -> None:
    _refuse_overwriting(arguments)
    export_options = _export_options(arguments)
    clip = Clip(arguments.music, **given(arguments, PART))
    conductor = Conductor(**given(arguments, CONDUCTOR), manner=_manner(**given(arguments, MANNER)))
    with Bars() as show:
        result = conduct(
            clip, arguments.out, render=_video(arguments), conductor=conductor,
            hints=Hints(**given(arguments, HINTS)),
            motion_out=arguments.motion, exports=arguments.export, export_options=export_options, on_progress=show,
        )  # fmt: skip
    if arguments.beats_out:
        from vc.audio.rhythm.annotation import write_annotation  # with what reads MIDI and scores

        write_annotation(arguments.beats_out, result.rhythm, start_s=clip.start_s)
    print(f"{result.video}: {len(result.motion)} poses, {result.motion.seconds:.1f} s, {_tempo(result.rhythm)}")


def _refuse_overwriting(arguments: argparse.Namespace) -> None:
    """As `conduct` does, for the files that only the command line knows. Raises OutputError."""
    read = ("photo", "background", "joints", "beats", "score")
    inputs = [("the music", arguments.music), *((f"--{name}", getattr(arguments, name, None)) for name in read)]
    inputs += [("--photo", photo) for photo in getattr(arguments, "beside", ())]
    exports = [(f"the export {kind}", export_path(arguments.out, kind)) for kind in arguments.export]
    outputs = [("the video", arguments.out), ("the motion", arguments.motion), *exports]
    refuse_overwriting(inputs, [*outputs, ("the table of beats", arguments.beats_out)])


def _export_options(arguments: argparse.Namespace) -> ExportOptions:
    """Raises OptionError for a choice about a file that is not written."""
    wished = given(arguments, EXPORTING)
    for one in EXPORTING:
        if one.name in wished and "bvh" not in arguments.export:
            raise OptionError(f"{one.flag} is of --export bvh. Add that, or leave {one.flag} out.")
    return ExportOptions(**wished)


def _manner(manner: str = MANNER_NAME.default, **wishes: float) -> Manner:
    """The manner of that name with what was wished otherwise. Raises OptionError."""
    if manner not in MANNERS:
        raise OptionError(MANNER_NAME.refuse(manner))
    return replace(MANNERS[manner], **wishes)


def _video(arguments: argparse.Namespace) -> Video:
    """The video with its options. Raises OptionError for an option of another renderer."""
    kind = arguments.render or ("photo" if arguments.photo else "skeleton")
    cls = VIDEOS[kind]
    known = options_of(cls)
    for one in DRAWING:
        if one.name in vars(arguments) and kind not in renderers_of(one.name):
            raise OptionError(f"{one.flag} is of --render {' or '.join(renderers_of(one.name))}, and this video is "
                              f"--render {kind}. Leave {one.flag} out, or choose that renderer.")  # fmt: skip
    photo: dict[str, Any] = {}
    if kind == "photo":
        if not arguments.photo:
            raise PhotoError("The photo video needs a photo of a person. Add one, or choose the skeleton video.")
        photo = {"photo": arguments.photo, "beside": arguments.beside}
    elif arguments.photo:
        raise OptionError(f"--photo is of --render photo, and this video is --render {kind}. Leave one of them out.")
    return cls(**photo, **given(arguments, known))


def _tempo(rhythm: Rhythm) -> str:
    return f"about {rhythm.tempo_bpm:.0f} beats a minute" if rhythm.tempo_bpm else "no steady pulse found"
