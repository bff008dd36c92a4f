"""The page of pairs in a real browser: it plays, records, remembers, counts and saves."""

import base64
import json
import wave

import numpy as np
import pytest

from vc.evaluate.contestants import Contestant
from vc.evaluate.pairs import write_pairs
from vc.skeleton import POSE_RATE, Motion, pose_count


def _standing(place):
    def conduct(music, seed):
        del seed
        points = np.full((pose_count(music.mel.seconds), 13, 2), 0.5, np.float32)
        points[:, [5, 6], 0] = 0.6, 0.4
        points[:, 10, 1] += place * np.sin(np.arange(len(points)) / POSE_RATE * 9)
        return Motion(points)

    return conduct


@pytest.fixture(scope="module")
def pairs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pairs")
    tone = 8000 * np.sin(2 * np.pi * 440 * np.arange(22_050 * 4) / 22_050)
    with wave.open(str(folder / "tone.wav"), "wb") as file:
        file.setparams((1, 2, 22_050, 0, "NONE", ""))
        file.writeframes(tone.astype("<i2").tobytes())
    who = [Contestant(name, {"": _standing(place)}) for name, place in (("one", 0.1), ("two", 0.02), ("three", 0.05))]
    return write_pairs([folder / "tone.wav"], who[0], who[1:], folder / "pairs.html", clips=2, seconds=1.0)


def _choose(page, question, answer):
    page.click(f"button[data-question={question}][data-answer={answer}]")


def test_choices_are_recorded_remembered_counted_and_saved(browser, pairs, tmp_path):
    context = browser.new_context()
    page = context.new_page()
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(("file:", "data:", "blob:")) else problems.append(
        request.url))  # fmt: skip
    page.goto(pairs.as_uri())
    told = page.evaluate("PAIRS.map(pair => ({pair: pair.pair, key: pair.key}))")
    assert len(told) == 4
    page.wait_for_function("document.querySelector('video').readyState >= 2")
    assert page.evaluate("document.querySelector('video').videoWidth") == 768
    assert not page.locator("body", has_text="three").count()  # nobody is named before the end
    for number in range(4):
        key = json.loads(base64.b64decode(told[number]["key"]))
        side = "left" if key["left"] == "one" else "right"
        _choose(page, "better", side)
        _choose(page, "beat", "same")
        if number < 3:
            page.click("#next")
    page.reload()
    assert page.locator("#place").inner_text() == "Clip 4 of 4"
    assert page.locator("button[data-question=beat][data-answer=same]").get_attribute("aria-pressed") == "true"
    page.click("#end")
    rows = page.locator("#counts tr").all_inner_texts()
    assert any("one / three" in row and "\t2\t0\t0\t100 %" in row for row in rows)
    assert any("closer to the beat" in row and "\t0\t0\t2" in row for row in rows)
    with page.expect_download() as download:
        page.click("#save")
    download.value.save_as(tmp_path / "choices.json")
    saved = json.loads((tmp_path / "choices.json").read_text())
    assert [pair["chosen"]["beat"] for pair in saved["pairs"]] == ["same"] * 4
    assert {pair["left"] for pair in saved["pairs"]} | {pair["right"] for pair in saved["pairs"]} == {
        "one",
        "two",
        "three",
    }
    assert all("video" not in pair for pair in saved["pairs"])
    assert problems == []
    context.close()
