"""Orchestration as MIDI, read back by hand."""

from dataclasses import replace

import numpy as np
import pytest

from vc.data.simulator import midi
from vc.data.simulator.compose import compose
from vc.data.simulator.orchestra import SCHEMES, Part, orchestrate, to_midi
from vc.data.simulator.performer import play
from vc.data.simulator.playing import Manner


def parse(data: bytes) -> list[tuple[float, int, int, int]]:
    """(seconds, status, first, second data byte) of the channel messages of a file of ours."""
    assert data[:8] == b"MThd\x00\x00\x00\x06"
    assert int.from_bytes(data[18:22]) == len(data) - 22
    position, now, events = 22, 0, []
    while position < len(data):
        delta = 0
        while True:
            byte, position = data[position], position + 1
            delta = delta << 7 | byte & 0x7F
            if byte < 0x80:
                break
        now += delta
        status, position = data[position], position + 1
        if status == 0xFF:
            kind, length = data[position : position + 2]
            position += 2 + length
            events.append((now / 1000, status, kind, 0))
        elif status >> 4 == 0xC:
            events.append((now / 1000, status, data[position], 0))
            position += 1
        else:
            events.append((now / 1000, status, data[position], data[position + 1]))
            position += 2
    return events


def notes_of(data: bytes, status: int = 0x9) -> list[tuple[float, int]]:
    return [(time, pitch) for time, s, pitch, _ in parse(data) if s >> 4 == status]


def test_times_are_kept_to_the_millisecond():
    events = [midi.note_on(0, 60, 80, 0.1234), midi.note_off(0, 60, 20.5678), midi.note_on(3, 64, 80, 17.0)]
    parsed = parse(midi.midi_bytes(events, seconds=30.0))
    assert [(t, s) for t, s, *_ in parsed] == [(0, 0xFF), (0.123, 0x90), (17.0, 0x93), (20.568, 0x80), (30.0, 0xFF)]


def test_notes_that_would_sound_past_the_end_are_ended_there():
    parsed = parse(midi.midi_bytes([midi.note_on(0, 60, 80, 1.0), midi.note_off(0, 60, 9.0)], seconds=5.0))
    assert (5.0, 0x80, 60, 64) in parsed


def test_every_note_is_there_once_for_each_part(make_score):
    score = make_score()
    performance = play(score, Manner(), np.random.default_rng(0))
    data = to_midi(performance, [Part(0, 40), Part(0, 73, transpose=12), Part(1, 42)], from_s=0, seconds=60)
    voices = [performance.pitch[performance.voice == v] for v in (0, 1)]
    expected = sorted([*voices[0], *(voices[0] + 12), *voices[1]])
    assert sorted(pitch for _, pitch in notes_of(data)) == expected
    assert {(s & 15, p) for _, s, p, _ in parse(data) if s >> 4 == 0xC} == {(0, 40), (1, 73), (2, 42)}


def test_a_key_struck_again_is_released_first(make_score):
    score = make_score()
    score = replace(score, notes=tuple(replace(n, pitch=60, articulation="legato", length_q=0.7) for n in score.notes))
    performance = play(score, Manner(jitter_s=0.002), np.random.default_rng(0))
    sounding = 0
    for _, status, *_ in parse(to_midi(performance, [Part(0, 48)], from_s=0, seconds=60)):
        sounding += {0x9: 1, 0x8: -1}.get(status >> 4, 0)
        assert sounding in (0, 1)


def test_a_window_begins_where_it_is_asked_to(make_score):
    performance = play(make_score(), Manner(), np.random.default_rng(0))
    times = [time for time, _ in notes_of(to_midi(performance, [Part(0, 0)], from_s=4.0, seconds=3.0))]
    np.testing.assert_allclose(times, 0.25 * np.arange(12), atol=0.0011)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_each_scheme_plays_every_voice_on_its_own_channels(scheme):
    for seed in range(3):
        piece = compose(np.random.default_rng([seed, 1]))
        parts = orchestrate(piece, scheme, np.random.default_rng(seed))
        pitched = {v for v, voice in enumerate(piece.voices) if not voice.percussion}
        assert {part.voice for part in parts if not part.percussion} == pitched
        assert len([part for part in parts if not part.percussion]) <= 15
        assert all(0 <= p.program < 128 and 0 < p.volume < 128 and 0 <= p.pan < 128 for p in parts)


def test_all_data_bytes_are_below_128():
    piece = compose(np.random.default_rng(2))
    performance = play(piece, Manner.draw(np.random.default_rng(3)), np.random.default_rng(4))
    parts = orchestrate(piece, "full orchestra", np.random.default_rng(5))
    events = parse(to_midi(performance, parts, from_s=0.0, seconds=63.0))
    assert all(first < 128 and second < 128 for _, _, first, second in events)
    assert max(time for time, *_ in events) == pytest.approx(63.0)
