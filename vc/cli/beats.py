"""python -m vc beats: what is heard in music, as a table, a picture, or clicks."""

import argparse
from pathlib import Path

from vc.audio.clicks import write_clicks
from vc.audio.rhythm.annotation import as_table, write_annotation
from vc.cli.bars import Bars
from vc.cli.options import add_options, given
from vc.clip import Clip
from vc.files import refuse_overwriting
from vc.hints import Hints
from vc.options import options_of
from vc.pipeline import listen


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("music", help="mp3, wav, flac, ogg, opus, m4a, or a video with sound")
    add_options(command, [*options_of(Hints), *options_of(Clip)])
    command.add_argument("--out", metavar="OUT.beats.tsv", help="write the beats there, instead of printing them")
    command.add_argument("--plot", metavar="OUT.png", type=Path, help="draw the beats, the bars and what was heard")
    command.add_argument("--click", metavar="OUT.wav", help="write the music with a click on each beat")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> None:
    clip, hints = Clip(options.music, **given(options, options_of(Clip))), Hints(**given(options, options_of(Hints)))
    refuse_overwriting(
        [("the music", clip.file), ("the beats that are known", hints.beats), ("the score", hints.score)],
        [("the table of beats", options.out), ("the picture", options.plot), ("the music with clicks", options.click)],
    )
    with Bars() as show:
        heard = listen(clip, hints=hints, on_progress=show)
    if options.click:
        write_clicks(options.click, clip, heard.rhythm)
    if options.plot:
        from vc.motion.plot import save_beats_plot

        save_beats_plot(options.plot, heard.rhythm, heard.mel, heard.chances, start_s=clip.start_s)
    if options.out:
        write_annotation(options.out, heard.rhythm, start_s=clip.start_s)
    elif not (options.click or options.plot):
        print(as_table(heard.rhythm, start_s=clip.start_s), end="")
