"""From the words of the command line to a report."""

import json

import pytest

from vc.cli import main


def test_a_dataset_is_scored_by_all_judges(dataset, files, tmp_path, capsys):
    words = ["--seconds", "6", "--limit", "2", "--seeds", "0", "1", "--out", str(tmp_path)]
    models = [
        "--models",
        "textbook",
        f"plain={files['plain']}",
        f"lstm={files['cnn-lstm']},{tmp_path}/again.safetensors",
    ]
    (tmp_path / "again.safetensors").write_bytes(files["cnn-lstm"].read_bytes())
    judges = [word for name in ("judge", "encoder", "critic") for word in (f"--{name}", str(files[name]))]
    assert main(["evaluate", str(dataset), *models, *judges, *words]) == 0
    shown = capsys.readouterr()
    assert "| model | mse ↓ | mpe ↓ | rde ↓ | sce ↓ | sdp → 1 | wasserstein ↓ | frechet ↓ |" in shown.out
    assert "| lstm (2) |" in shown.out
    assert "Conducting: 100%" in shown.err
    tree = json.loads((tmp_path / "report.json").read_text())
    assert list(tree["mean"]) == ["recorded", "recorded, turned", "textbook", "plain", "lstm"]
    assert tree["mean"]["plain"]["sdp"] == tree["mean"]["plain"]["seed_diversity"] == 0
    assert tree["mean"]["textbook"]["seed_diversity"] > 0
    assert set(tree["deviation"]["lstm"].values()) == {0.0}
    assert tree["settings"]["judge"] == str(files["judge"])
    assert (tree["settings"]["split"], tree["settings"]["seconds"]) == ("test", 6)


def test_the_projects_own_judges_measure_where_none_are_named(dataset, tmp_path):
    words = ["--seconds", "12", "--limit", "2", "--seeds", "0", "--models", "textbook", "--out", str(tmp_path)]
    assert main(["evaluate", str(dataset), *words]) == 0
    tree = json.loads((tmp_path / "report.json").read_text())
    named = {name: tree["settings"][name] for name in ("judge", "encoder", "critic")}
    assert named == {"judge": "m2s-judge", "encoder": "m2s-net", "critic": "m2s-critic"}
    recorded, textbook = tree["mean"]["recorded"], tree["mean"]["textbook"]
    assert {"mpe", "wasserstein", "frechet", "diversity", "bas", "bc_above_chance"} <= recorded.keys()
    assert recorded["mpe"] == 0
    assert recorded["frechet"] == pytest.approx(0, abs=1e-6)
    assert recorded["bas_above_chance"] > 0.2
    assert min(textbook["mpe"], textbook["frechet"], textbook["diversity"]) > 0


def test_a_judge_needs_recorded_motion(recordings, files, tmp_path, capsys):
    words = [str(recordings), str(recordings / "song.wav"), "--judge", str(files["judge"]), "--out", str(tmp_path)]
    assert main(["evaluate", *words]) == 2
    assert "--judge compares with recorded motion, which only a dataset has" in capsys.readouterr().err


def test_a_folder_of_annotations_alone_is_explained(recordings, tmp_path, capsys):
    assert main(["evaluate", str(recordings), "--out", str(tmp_path)]) == 2
    assert "no folder 'test'" in capsys.readouterr().err


@pytest.mark.parametrize("words", [("--seconds", "0"), ("--limit", "-1")])
def test_numbers_that_make_no_sense_are_refused(words, dataset, tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(["evaluate", str(dataset), *words, "--out", str(tmp_path)])
    assert "is not above 0" in capsys.readouterr().err
