"""Runs with known numbers become means, deviations, tables and JSON."""

import json

import pytest

from vc.errors import OutputError
from vc.evaluate.report import LEAST_STD, Report, Run, write


@pytest.fixture
def report() -> Report:
    lively = Run(pieces={"a": {"joint_std": 0.05, "beat_locked": 0.4}, "b": {"joint_std": 0.03}})
    group = [
        Run(f"{name}.pt", {"a": {"joint_std": std, "mse": error}, "b": {"joint_std": 0.02, "mse": error}}, {"sdp": sdp})
        for name, std, error, sdp in (("x", 0.02, 0.001, 0.2), ("y", 0.04, 0.002, 0.4), ("z", 0.06, 0.003, 0.6))
    ]
    return Report({"seeds": [0, 1]}, {"lively": [lively], "gan": group}, {"b": "3 beats lie within the motion."})


def test_a_mean_is_over_the_pieces_that_have_the_column(report):
    assert report.mean("lively") == pytest.approx({"beat_locked": 0.4, "joint_std": 0.04, LEAST_STD: 0.03})
    assert report.runs["lively"][0].least_moving() == "b"


def test_a_group_has_mean_and_sample_deviation(report):
    mean, deviation = report.mean("gan"), report.deviation("gan")
    assert mean == pytest.approx({"mse": 0.002, "sdp": 0.4, "joint_std": 0.03, LEAST_STD: 0.02})
    assert deviation == pytest.approx({"mse": 0.001, "sdp": 0.2, "joint_std": 0.01, LEAST_STD: 0.0}, abs=1e-12)
    assert report.deviation("lively") == {}


def test_tables_hold_a_row_for_each_model_and_no_empty_column(report):
    table = report.to_markdown()
    assert table.startswith("2 pieces, 2 seeds each\n")
    assert "| model | mse ↓ | sdp → 1 |" in table
    assert "| gan (3) | 0.002 ± 0.001 | 0.400 ± 0.200 |" in table
    assert "| lively |  |  |" in table  # nothing to compare with
    assert "| model | beat locked ↑ |" in table
    assert "ictus" not in table
    assert "Left out of the columns of sync: b. 3 beats" in table


def test_the_json_holds_everything(report, tmp_path):
    as_json, as_table = write(report, tmp_path / "new")
    tree = json.loads(as_json.read_text())
    assert tree["settings"] == {"seeds": [0, 1]}
    assert tree["mean"]["gan"]["sdp"] == pytest.approx(0.4)
    assert tree["deviation"].keys() == {"gan"}
    assert [run["weights"] for run in tree["runs"]["gan"]] == ["x.pt", "y.pt", "z.pt"]
    assert tree["runs"]["lively"][0]["weights"] is None
    assert tree["runs"]["lively"][0]["least_moving"] == "b"
    assert tree["runs"]["gan"][1]["pieces"]["a"] == {"joint_std": 0.04, "mse": 0.002}
    assert tree["left_out_of_sync"].keys() == {"b"}
    assert as_table.read_text() == report.to_markdown()


def test_a_folder_that_cannot_be_written_to_is_told(report, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        write(report, tmp_path / "file")
