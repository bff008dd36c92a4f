"""From the music file to the mp4, through Python and through the command line."""

import subprocess
import sys

import av
import numpy as np
import pytest

from vc import AvatarVideo, Clip, Conductor, ExportOptions, Motion, NeuralVideo, PhotoVideo, SkeletonVideo, conduct
from vc.cli import main
from vc.errors import Cancelled, MusicError, OutputError, PhotoError, VCError, WeightsError
from vc.skeleton import Joint

SMALL = SkeletonVideo(size=(64, 64))


def _length_s(path, kind):
    with av.open(str(path)) as container:
        stream = container.streams.get({kind: 0})[0]
        return float(stream.duration * stream.time_base)


def test_music_becomes_a_video_with_sound_and_a_motion(song, tmp_path):
    result = conduct(song, tmp_path / "out.mp4", render=SkeletonVideo(size="512"), motion_out=tmp_path / "out.npy")
    assert len(result.motion) == 240
    assert _length_s(result.video, "video") == pytest.approx(8, abs=1e-3)
    assert _length_s(result.video, "audio") == pytest.approx(8, abs=0.05)
    saved = np.load(tmp_path / "out.npy")
    assert saved.dtype == np.float32
    assert saved.shape == (240, 13, 2)
    np.testing.assert_array_equal(saved, result.motion.points)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.mp4", "out.npy"]


def test_the_hand_meets_the_beat_of_the_song(song, tmp_path):
    """100 beats a minute from 0 s on: the right hand is lowest within two frames of the beats inside the piece."""
    result = conduct(song, tmp_path / "out.mp4", render=SMALL)
    height = result.motion.points[:, Joint.RIGHT_WRIST, 1]
    lowest = np.flatnonzero((height[1:-1] > height[:-2]) & (height[1:-1] >= height[2:])) + 1
    for beat in np.arange(1.2, 6.6, 0.6) * 30:
        assert np.abs(lowest - beat).min() <= 2


def test_a_part_of_the_music_is_that_long(song, tmp_path):
    result = conduct(Clip(song, start_s=1.5, seconds=3.21), tmp_path / "out.mp4", render=SMALL)
    assert len(result.motion) == 96
    assert _length_s(result.video, "audio") == pytest.approx(3.2, abs=0.05)


def test_the_seed_decides(song, tmp_path):
    first, again, other = (
        conduct(song, tmp_path / f"{number}.mp4", render=SMALL, conductor=Conductor(seed=seed)).motion.points
        for number, seed in enumerate((1, 1, 2))
    )
    np.testing.assert_array_equal(first, again)
    assert np.abs(first - other).mean() > 0.005


def test_the_photo_conducts(song, tmp_path, reference_dir):
    photo = PhotoVideo(reference_dir / "photos" / "ma_demo4.png", size="512")
    result = conduct(Clip(song, seconds=1), tmp_path / "out.mp4", render=photo, exports=["glb"])
    with av.open(str(result.video)) as container:
        pictures = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    assert len(pictures) == 30
    assert pictures[0].shape == (512, 512, 3)
    assert b'"image/png"' in (tmp_path / "out.glb").read_bytes()  # with a face; the project's figures have no pictures
    assert np.abs(pictures[0].astype(int) - pictures[-1].astype(int)).mean() > 0.5  # somebody moves


@pytest.mark.parametrize(("avatar", "camera"), [("maestro", "close"), ("maestra", "three-quarter")])
def test_the_avatar_conducts(song, tmp_path, avatar, camera):
    out = tmp_path / "out.mp4"
    conduct(Clip(song, seconds=1), out, render=AvatarVideo(avatar=avatar, camera=camera, size=(320, 180)))
    with av.open(str(out)) as container:
        assert container.streams.video[0].frames == 30


def test_the_neural_performer_conducts_as_the_whole_system_of_2020_did(song, tmp_path):
    """The motion and the coarse video from the music, the frames from both: floor(seconds x 30) of them, and moving."""
    out = tmp_path / "out.mp4"
    performer = Conductor(model="performer")
    result = conduct(Clip(song, seconds=1.5), out, render=NeuralVideo(size=(320, 180)), conductor=performer)
    with av.open(str(out)) as container:
        pictures = [frame.to_ndarray(format="rgb24").astype(int) for frame in container.decode(video=0)]
    assert len(pictures) == len(result.motion) == 45
    assert pictures[0].shape == (180, 320, 3)
    side = np.s_[:, :60]
    assert pictures[0][side].mean() > 5  # not black
    assert np.abs(pictures[0][side] - pictures[-1][side]).mean() < 2  # and still
    middle = np.s_[:, 90:230]
    assert np.abs(pictures[0][middle] - pictures[-1][middle]).mean() > 0.3
    assert _length_s(out, "audio") == pytest.approx(1.5, abs=0.05)


def test_the_neural_performer_draws_any_motion_and_stops_when_it_is_told_to(song, tmp_path):
    from vc import pipeline

    heard = pipeline.listen(song)
    motion = pipeline.move(heard, Conductor(model="textbook"))
    renderer = pipeline.open_renderer(NeuralVideo(size=(64, 64)))
    first = [next(iter(renderer(motion, known))).planes for known in (heard, heard, None)]
    np.testing.assert_array_equal(first[0], first[1])
    assert first[2].shape == first[0].shape
    asked = []
    with pytest.raises(Cancelled):
        pipeline.draw(motion, renderer, tmp_path / "out.mp4", heard=heard, clip=Clip(song),
                      is_cancelled=lambda: asked.append(0) or len(asked) > 3)  # fmt: skip
    assert len(asked) == 4
    assert list(tmp_path.iterdir()) == []


def test_the_avatar_knows_the_textbook_conductors_true_depth(song):
    """The wrist's path to and fro is the simulated one, which a guess from the picture alone would miss."""
    from vc import pipeline
    from vc.conductor import perform_3d
    from vc.render.avatar.lift import lift
    from vc.render.avatar.rig import INDEX, STANDARD_RIG, positions

    heard = pipeline.listen(song)
    motion = pipeline.move(heard, Conductor(model="textbook", seed=4))
    truth = perform_3d(heard.rhythm, seed=4)[:, Joint.RIGHT_WRIST, 2]
    reached = {}
    for name, moving in (("known", motion), ("guessed", Motion(motion.points))):
        wrist = positions(STANDARD_RIG, lift(moving))[:, INDEX["hand_r"], 2]
        reached[name] = np.corrcoef(wrist, truth)[0, 1]
    assert reached["known"] > reached["guessed"] + 0.1
    assert reached["known"] > 0.7


def test_exports_lie_beside_the_video(song, tmp_path):
    kinds = ["glb", "bvh", "vrma", "smplx", "json", "csv", "pose"]
    export_options = ExportOptions(bvh_unit="m", bvh_bones="mixamo")
    conduct(Clip(song, seconds=1), tmp_path / "out.mp4", render=SMALL, exports=kinds, export_options=export_options)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["out.bvh", "out.csv", "out.glb", "out.json", "out.mp4", "out.npz", "out.vrma", "out_pose.mp4"]
    assert (tmp_path / "out.glb").read_bytes()[:4] == b"glTF"
    skeleton, rows = (tmp_path / "out.bvh").read_text().split("Frame Time")
    assert "ROOT mixamorig:Hips" in skeleton
    assert 0.8 < float(rows.splitlines()[1].split()[1]) < 1.1  # the hips' height


def test_background_and_dress_are_the_users_choice(song, tmp_path, reference_dir):
    photo = reference_dir / "photos" / "ma_demo4.png"

    def corner_and_chest(**looks):
        video = PhotoVideo(photo, size=(320, 240), **looks)
        conduct(Clip(song, seconds=1), tmp_path / "out.mp4", render=video)
        with av.open(str(tmp_path / "out.mp4")) as container:
            picture = next(container.decode(video=0)).to_ndarray(format="rgb24").astype(int)
        return picture[4:20, 4:20].mean((0, 1)), picture[130:150, 150:170].mean((0, 1))

    own_wall, own_shirt = corner_and_chest()
    stage, _ = corner_and_chest(background="stage")
    _, coat = corner_and_chest(dress="tails")
    picture, _ = corner_and_chest(background=str(reference_dir / "photos" / "wan_pose.png"))
    assert np.abs(stage - own_wall).max() > 40
    assert np.abs(picture - own_wall).max() > 30
    assert np.abs(coat - own_shirt).max() > 30


def test_progress_names_every_stage(song, tmp_path):
    seen = []
    conduct(song, tmp_path / "out.mp4", render=SMALL, on_progress=lambda *step: seen.append(step))
    assert list(dict.fromkeys(stage for stage, _, _ in seen)) == ["Listening", "Finding the movements", "Drawing"]
    assert seen[-1] == ("Drawing", 240, 240)


def test_cancelling_leaves_nothing(song, tmp_path):
    with pytest.raises(Cancelled):
        conduct(song, tmp_path / "out.mp4", render=SMALL, is_cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_a_motion_file_can_be_read_back(song, tmp_path):
    made = conduct(Clip(song, seconds=2), tmp_path / "out.mp4", render=SMALL, motion_out=tmp_path / "out.npy").motion
    read = Motion.load(tmp_path / "out.npy")
    assert read.points.shape == (60, 13, 2)
    assert read.points.dtype == np.float32
    assert read.rate == made.rate == 30
    np.testing.assert_array_equal(read.points, made.points)


@pytest.mark.parametrize(
    ("wish", "error", "message"),
    [
        ({"out": "out.avi"}, OutputError, r"has to end in \.mp4"),
        ({"motion_out": "out.txt"}, OutputError, r"has to end in \.npy"),
        ({"render": PhotoVideo("me.jpg")}, PhotoError, r"me\.jpg"),
        ({"exports": ["fbx"]}, OutputError, "glb, bvh"),
        ({"start_s": 100}, MusicError, "cannot start at"),
    ],
)
def test_a_wrong_wish_is_answered_in_words(song, tmp_path, wish, error, message):
    wish = {"render": SMALL, **wish}
    clip, out = Clip(song, wish.pop("start_s", 0)), tmp_path / wish.pop("out", "out.mp4")
    if "motion_out" in wish:
        wish["motion_out"] = tmp_path / wish["motion_out"]
    with pytest.raises(error, match=message):
        conduct(clip, out, **wish)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "options", "error", "message"),
    [
        (PhotoVideo, {}, VCError, "needs a photo"),
        (PhotoVideo, {"photo": "me.jpg", "dress": "toga"}, VCError, "own, tails, gown"),
        (AvatarVideo, {"avatar": "karajan"}, VCError, "maestr"),
        (AvatarVideo, {"camera": "drone"}, VCError, "three-quarter"),
        (AvatarVideo, {"dress": "tails"}, VCError, "dress"),
        (SkeletonVideo, {"size": "999"}, VCError, "512, 720, 1080"),
        (SkeletonVideo, {"size": (63, 64)}, VCError, "even sides"),
        (Conductor, {"model": "karajan"}, VCError, "textbook, .*official"),
        (Conductor, {"seed": -1}, VCError, "seed has to be a whole number from 0 to"),
        (Conductor, {"seed": True}, VCError, "not True"),
        (Clip, {"file": "a.mp3", "seconds": 0.5}, MusicError, "length has to be a number from 1 to 10800, not 0.5"),
        (Clip, {"file": "a.mp3", "start_s": float("nan")}, MusicError, "start has to be a number from 0"),
    ],
)
def test_an_option_that_cannot_be_is_refused_when_it_is_made(kind, options, error, message):
    with pytest.raises(error, match=message):
        kind(**options)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--camera", "close"], "--camera is of --render photo or avatar, and this video is --render skeleton"),
        (
            ["--photo", "me.jpg", "--avatar", "maestro"],
            "--avatar is of --render avatar",
        ),
        (["--render", "neural", "--dress", "tails"], "--dress is of --render photo"),
        (["--render", "avatar", "--photo", "me.jpg"], "--photo is of --render photo"),
        (["--render", "photo"], "needs a photo"),
        (["--size", "999"], "512, 720, 1080"),
        (["--model", "karajan"], "textbook"),
        (["--device", "warp"], "warp"),
        (["--export", "glb", "--bvh-unit", "m"], "--bvh-unit is of --export bvh"),
        (["--export", "bvh", "--bvh-bones", "maya"], "own, mixamo"),
    ],
)
def test_an_option_of_another_renderer_is_refused_and_not_ignored(song, tmp_path, capsys, words, message):
    assert main(["conduct", str(song), "--out", str(tmp_path / "out.mp4"), *words]) == 2
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_authors_model_conducts_when_its_weights_are_here(song, tmp_path, reference_dir, monkeypatch):
    monkeypatch.setenv("VC_WEIGHTS_DIR", str(reference_dir / "checkpoints"))
    result = conduct(song, tmp_path / "out.mp4", render=SMALL, conductor=Conductor(model="official"))
    assert len(result.motion) == 240
    assert result.motion.points.std(axis=0).mean() > 0.003


def test_the_authors_model_without_consent_says_how_to_give_it(song, tmp_path, monkeypatch):
    monkeypatch.setenv("VC_WEIGHTS_DIR", "")
    monkeypatch.setattr("vc.weights.home", lambda: tmp_path / "weights")
    with pytest.raises(WeightsError, match="research use"):
        conduct(song, tmp_path / "out.mp4", render=SMALL, conductor=Conductor(model="official"))


def test_the_command_line_conducts(song, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "vc", "conduct", str(song), "--out", str(tmp_path / "out.mp4"), "--size", "512",
         "--seconds", "2", "--start", "1", "--seed", "5", "--motion", str(tmp_path / "out.npy")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "60 poses, 2.0 s" in done.stdout
    assert "Drawing: 100%" in done.stderr
    assert np.load(tmp_path / "out.npy").shape == (60, 13, 2)


def test_the_command_line_lets_the_network_draw(song, tmp_path, capsys):
    out = tmp_path / "out.mp4"
    assert main(["conduct", str(song), "--out", str(out), "--render", "neural", "--size", "512", "--seconds", "1"]) == 0
    assert "30 poses, 1.0 s" in capsys.readouterr().out
    with av.open(str(out)) as container:
        assert (container.streams.video[0].frames, container.streams.video[0].width) == (30, 512)


def test_bad_input_ends_with_2_and_one_line(tmp_path, capsys):
    (tmp_path / "notes.mp3").write_text("just words " * 100)
    assert main(["conduct", str(tmp_path / "notes.mp3"), "--out", str(tmp_path / "out.mp4")]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("error: notes.mp3 is a text file, not music.")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.mp3"]


def test_the_command_line_takes_a_manner_and_wishes(song, tmp_path, capsys):
    def motion(*words: str) -> np.ndarray:
        out = ["--out", str(tmp_path / "out.mp4"), "--motion", str(tmp_path / "out.npy"), "--seconds", "3"]
        assert main(["conduct", str(song), *out, "--size", "512", *words]) == 0
        return np.load(tmp_path / "out.npy")

    usual, intimate = motion(), motion("--manner", "Intimate")
    assert np.ptp(intimate[:, Joint.RIGHT_WRIST, 1]) < 0.8 * np.ptp(usual[:, Joint.RIGHT_WRIST, 1])
    assert np.array_equal(motion("--style", "Intimate"), intimate)  # as it was called
    assert not np.array_equal(motion("--manner", "Intimate", "--gesture", "1"), intimate)
    assert main(["conduct", str(song), "--out", str(tmp_path / "out.mp4"), "--energy", "3"]) == 2
    assert "energy has to be a number from -1 to 1, not 3.0" in capsys.readouterr().err


def test_weights_are_listed(capsys):
    assert main(["weights", "list"]) == 0
    shown = capsys.readouterr().out
    assert "research only" in shown
    assert "pose-landmarks" in shown


def test_unknown_weights_end_with_2(capsys):
    assert main(["weights", "fetch", "nothing"]) == 2
    assert "There are no weights named 'nothing'" in capsys.readouterr().err


def test_training_data_is_simulated_checked_and_shown(tmp_path, capsys):
    data = tmp_path / "data"
    from vc.data.simulator import simulate

    simulate(data, count=2, shares={"train": 1.0}, synthesizer="sine")
    assert main(["dataset", "check", str(data)]) == 0
    assert "train        2     0.03           2" in capsys.readouterr().out
    assert main(["dataset", "show", str(data), "--seconds", "5", "--out", str(tmp_path / "item.png")]) == 0
    assert (tmp_path / "item.png").stat().st_size > 10_000
    assert main(["dataset", "check", str(tmp_path / "nowhere")]) == 2


def test_models_are_evaluated_on_annotated_music(song, tmp_path, capsys):
    (tmp_path / "song.beats.tsv").write_text("".join(f"{0.6 * n:.3f}\t{int(n % 4 == 0)}\n" for n in range(13)))
    arguments = ["evaluate", str(tmp_path), str(song), "--models", "textbook", "--seeds", "0", "--out", str(tmp_path)]
    assert main(arguments) == 0
    assert "| textbook |" in capsys.readouterr().out
    assert sorted(path.suffix for path in tmp_path.glob("report.*")) == [".json", ".md"]


def test_two_photos_conduct_together_by_the_command_line(song, tmp_path, reference_dir):
    """One stage for both; each has a motion of their own, and the first has the seed that was asked for."""
    photos = reference_dir / "photos"
    out = tmp_path / "out.mp4"
    pictures = [f"--photo={photos / name}" for name in ("astronaut.png", "ma_demo4.png")]
    wishes = ["--size=512", "--seconds=1", "--seed=4", f"--motion={tmp_path / 'm.npy'}", f"--out={out}"]
    assert main(["conduct", str(song), *pictures, *wishes]) == 0
    assert _length_s(out, "video") == pytest.approx(1, abs=1e-3)
    first, second = np.load(tmp_path / "m.npy"), np.load(tmp_path / "m_2.npy")
    alone = conduct(Clip(song, seconds=1), tmp_path / "alone.mp4", render=SMALL, conductor=Conductor(seed=4)).motion
    np.testing.assert_array_equal(first, alone.points)
    assert np.abs(first - second).mean() > 0.005


def test_a_second_person_who_is_not_there_is_told_before_any_work(song, tmp_path, reference_dir, capsys):
    photo = str(reference_dir / "photos" / "astronaut.png")
    assert main(["conduct", str(song), "--photo", photo, "--people", "2", "--out", str(tmp_path / "out.mp4")]) == 2
    assert "1 person was found in the photo; 2 were asked for" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
