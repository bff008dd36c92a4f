"""Tables of beats from other programs: the same beats, however they are written."""

import numpy as np
import pytest

from vc.audio.rhythm.tables import read_beats
from vc.errors import DatasetError

TIMES = np.arange(0.5, 8.5, 0.5)
PLACES = np.arange(16) % 4 + 1


def _lines(form, newline="\n", comma=False):
    rows = [
        form.format(t=t, p=p, d=int(p == 1), bar=i // 4 + 1) for i, (t, p) in enumerate(zip(TIMES, PLACES, strict=True))
    ]
    text = newline.join(rows) + newline
    return text.replace(".", ",") if comma else text


OWN = "{t:.3f}\t{d}"
KINDS = {
    "its own": _lines(OWN),
    "remarks": "# seconds\tdownbeat\n" + _lines(OWN),
    "byte order mark": "\ufeff" + _lines(OWN),
    "windows": _lines(OWN, "\r\n"),
    "old mac": _lines(OWN, "\r"),
    "decimal comma": _lines(OWN, comma=True),
    "decimal comma and semicolon": _lines("{t:.3f};{d}", comma=True),
    "blanks": _lines("  {t:.6f}   {p}"),
    "numbers as floats": _lines("{t:.3f}\t{d}.000"),
    "place in the bar": _lines("{t:.3f}\t{p}"),
    "audacity": _lines("{t:.6f}\t{t:.6f}\t{p}"),
    "audacity with decimal comma": _lines("{t:.6f}\t{t:.6f}\t{p}", comma=True),
    "audacity bars": _lines("{t:.6f}\t{t:.6f}\t{bar}.{p}"),
    "audacity bands": _lines("{t:.6f}\t{t:.6f}\t{p}\n\\\t100.0\t200.0"),
    "sonic visualiser": _lines("{t:.9f},{bar}.{p}"),
    "sonic visualiser with a heading": "TIME,LABEL\n" + _lines('{t:.9f},"{p}"'),
    "sonic visualiser values": "TIME,VALUE,LABEL\n" + _lines("{t:.9f},120.00,{p}"),
    "comma and blank": _lines("{t:.3f}, {d}"),
    "a heading": "seconds\tdownbeat\n" + _lines(OWN),
    "empty lines": "\n\n" + _lines(OWN + "\n"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_beats_however_written(tmp_path, kind):
    path = tmp_path / "beats.txt"
    path.write_bytes(KINDS[kind].encode())
    seconds, is_downbeat = read_beats(path)
    np.testing.assert_allclose(seconds, TIMES, atol=1e-6)
    np.testing.assert_array_equal(is_downbeat, PLACES == 1)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "latin-1"])
def test_encodings(tmp_path, encoding):
    path = tmp_path / "beats.txt"
    path.write_bytes(("# für Elise\n" + _lines(OWN)).encode(encoding))
    np.testing.assert_allclose(read_beats(path)[0], TIMES)


@pytest.mark.parametrize(
    "text", ["0,5\n1,0\n1,5\n", "0.5\n1.0\n1.5\n", "0,500\n1,000\n1,500\n", "0.5 \n1.0\t\n1.5\t\t\n"]
)
def test_times_alone_are_beats_of_unknown_bars(tmp_path, text):
    (tmp_path / "b.txt").write_text(text)
    seconds, is_downbeat = read_beats(tmp_path / "b.txt")
    np.testing.assert_allclose(seconds, [0.5, 1.0, 1.5])
    assert not is_downbeat.any()


@pytest.mark.parametrize("content", [b"Dear orchestra,\nplease play\n", b"0.5\t1\nx\t0\n", b"0.5\t1\n\xff\xfe\x00\n",
                                     b"\xff\xfe\x00", b"0.5\t1\n--\t0\n", b"{}\n[]\n"])  # fmt: skip
def test_what_is_no_table_is_refused_by_name(tmp_path, content):
    (tmp_path / "letter.txt").write_bytes(content)
    with pytest.raises(DatasetError, match=r"letter\.txt cannot be read as a table of beats"):
        read_beats(tmp_path / "letter.txt")
