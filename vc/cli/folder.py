"""python -m vc conduct FOLDER --out FOLDER: many pieces, each in a process of its own, so that none harms others."""

import argparse
import copy
import io
import multiprocessing
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from vc.errors import OutputError, PhotoError, VCError
from vc.parallel import as_done, run_all

MUSIC = frozenset({
    ".aac", ".ac3", ".aif", ".aiff", ".amr", ".avi", ".caf", ".flac", ".m4a", ".m4v", ".mka", ".mkv", ".mov", ".mp3",
    ".mp4", ".mpg", ".oga", ".ogg", ".opus", ".ts", ".w64", ".wav", ".webm", ".wma",
})  # fmt: skip
PHOTOS = (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif")
ONE_FILE = ("beats", "score", "beats_out", "motion")  # options that name a file of one piece

Run = Callable[[argparse.Namespace], None]


@dataclass(frozen=True)
class Piece:
    """One music file of the folder. name : within it; out : the video to write"""

    music: Path
    name: str
    out: Path


def conduct_folder(arguments: argparse.Namespace, run: Run, suffix: str) -> None:
    """Conduct every piece of a folder, and say of each how it went; skip what is done.

    `arguments.jobs` are under way at a time, or as many as the cluster `arguments.ray` can run.

    run : what conducts the one piece that its arguments name; suffix : of the videos

    Raises VCError before any work, and at the end if pieces could not be conducted.
    """
    pieces = find_pieces(Path(arguments.music), Path(arguments.out), suffix)
    for name in ONE_FILE:
        if getattr(arguments, name, None):
            raise VCError(
                f"--{name.replace('_', '-')} is for one piece, and {arguments.music} is a folder. Leave it out."
            )
    waiting = [piece for piece in pieces if not piece.out.exists()]
    if skipped := len(pieces) - len(waiting):
        print(f"{skipped} of {len(pieces)} are done already")
    failed = 0
    for number, (piece, (code, words)) in enumerate(_conduct_all(arguments, run, waiting), start=1):
        failed += code != 0
        print(f"[{number}/{len(waiting)}] {piece.name}: exit {code}: {words}", flush=True)
    if failed:
        raise VCError(f"{failed} of {len(waiting)} pieces could not be conducted; the lines above say why.")


def _conduct_all(
    arguments: argparse.Namespace, run: Run, pieces: list[Piece]
) -> Iterator[tuple[Piece, tuple[int, str]]]:  # fmt: skip
    """Each piece as it is done, with its exit code and a line of words."""
    if arguments.ray:
        conduct_one = partial(_conducted, _with_whole_paths(arguments), run)
        whole = [replace(piece, music=piece.music.absolute(), out=piece.out.absolute()) for piece in pieces]
        yield from run_all(conduct_one, whole, ray=arguments.ray)
        return
    with ThreadPoolExecutor(arguments.jobs) as pool:
        yield from as_done(pool, partial(_conducted, arguments, run), pieces)


def _with_whole_paths(arguments: argparse.Namespace) -> argparse.Namespace:
    """Machines of a cluster start in folders of their own."""
    whole = copy.copy(arguments)
    for name in ("photo", "background"):
        given = getattr(arguments, name, None)
        if given and Path(given).exists():
            setattr(whole, name, str(Path(given).absolute()))
    whole.beside = tuple(str(Path(photo).absolute()) for photo in getattr(arguments, "beside", ()))
    return whole


def find_pieces(folder: Path, out: Path, suffix: str) -> list[Piece]:
    """The music in a folder and the folders in it, by name. Raises VCError if there is none, or nowhere to write."""
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out} is a file. With a folder of music, --out names a folder.")
    if out.resolve() == folder.resolve():
        raise OutputError(
            f"The videos of {folder} need a folder of their own. Name another one, perhaps {folder / 'videos'}."
        )
    inside = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in MUSIC and path.is_file()]
    music = [
        path for path in inside if not path.name.startswith(".") and not path.resolve().is_relative_to(out.resolve())
    ]
    if not music:
        raise VCError(f"There is no music in {folder}.")
    stems = [path.with_suffix("") for path in music]
    pieces = []
    for path, stem in zip(music, stems, strict=True):
        name = path.relative_to(folder)
        # Two of one name, such as a.mp3 and a.wav, keep their endings.
        target = name.with_suffix(suffix) if stems.count(stem) == 1 else name.with_name(name.name + suffix)
        pieces.append(Piece(path, str(name), out / target))
    return pieces


def _conducted(arguments: argparse.Namespace, run: Run, piece: Piece) -> tuple[int, str]:
    """Exit code and a line of words."""
    own = copy.copy(arguments)
    own.music, own.out = str(piece.music), str(piece.out)
    try:
        own.photo = _photo_for(piece, arguments.photo)
    except PhotoError as error:
        return 2, str(error)
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(own, run, there))
    process.start()
    there.close()
    try:
        code, words = here.recv()
    except EOFError:
        code, words = 1, "its process ended before its time"
    process.join()
    return code, words


def _photo_for(piece: Piece, photo: str | None) -> str | None:
    """The one photo, or the one in a folder that has the piece's name."""
    if not photo or not Path(photo).is_dir():
        return photo
    wanted = Path(photo) / Path(piece.name).with_suffix("")
    for suffix in PHOTOS:
        for found in (wanted.with_name(wanted.name + suffix), wanted.with_name(wanted.name + suffix.upper())):
            if found.is_file():
                return str(found)
    raise PhotoError(f"There is no photo {wanted.name}{PHOTOS[0]}, or of another kind, in {wanted.parent}.")


def _work(arguments: argparse.Namespace, run: Run, answer: Any) -> None:
    """In the piece's process: conduct it, and send how it went."""
    os.environ["TQDM_DISABLE"] = "1"  # bars of several pieces would write over each other
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        try:
            run(arguments)
            code = 0
        except VCError as error:
            said.write(f"\n{error}")
            code = 2
        except KeyboardInterrupt:
            said.write("\nstopped")
            code = 130
        except Exception as error:
            said.write(f"\na mistake of the program's own: {type(error).__name__}: {error}")
            code = 1
    answer.send((code, said.getvalue().strip().splitlines()[-1] if said.getvalue().strip() else ""))
