"""Music files that strangers sent: what is in them, and their sound in blocks, or encoded for an mp4.

FFmpeg reads them, and only real sound containers through its file protocol: it would follow a playlist named .wav to
other files or hosts. What a header states is a hint; what was decoded is the truth.

`describe` and `read_encoded` may be called anywhere: they read in a worker, see vc.workers. `open_sound` and `decode`
read where they are called, so they are for functions that run in a worker.
"""

from .checks import KNOWN_KINDS
from .container import Sound, Track, describe, open_sound, url
from .decoding import decode
from .encoding import AAC, BIT_RATE, OPUS, Encoded, Format, read_encoded

__all__ = [
    "AAC",
    "BIT_RATE",
    "KNOWN_KINDS",
    "OPUS",
    "Encoded",
    "Format",
    "Sound",
    "Track",
    "decode",
    "describe",
    "open_sound",
    "read_encoded",
    "url",
]
