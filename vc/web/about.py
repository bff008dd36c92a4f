"""What stands folded below the page: how it works, limits, privacy, licences, how to cite."""

import gradio as gr

from vc.clip import MAX_MUSIC_S
from vc.media import KNOWN_KINDS

from .hosting import RETENTION_S, retention_in_words

MAX_UPLOAD_MB = 300
KEEP_FILES_S = RETENTION_S

HOW = """
1. Networks **listen**: tempo, metre, beats and bars, and which of them are doubtful. In *Beats* you set them right.
2. Another **moves**: 30 poses a second, with a beat pattern, dynamics, phrasing, a left hand.
   Every seed is another take.
3. The conductor is **drawn** on a processor: you, cut out of your photo and made three-dimensional; a 3-D figure; or a
   performer whom a network has watched, drawn frame by frame.

The program and its command line: see *Use via API* at the foot of the page, and its README.
"""
LIMITS = f"""
- {KNOWN_KINDS}; up to {MAX_MUSIC_S / 3600:g} hours and {MAX_UPLOAD_MB} MB. Longer pieces: choose a part under Options.
- Strong rubato, slow movements full of short notes and music without a pulse are hard to follow; *Beats* helps there.
- The photo (JPEG, PNG, WEBP, HEIC, AVIF) should show head, shoulders and both arms.
- A browser that draws no 3-D pictures shows the drawn conductor in place of the live stage; all videos work.
"""
PRIVACY = f"""
Photo, music and results are used for your videos alone and deleted after {retention_in_words()}. No history is
kept, nothing is sent to anybody else, and the page asks no other server for anything. Places and camera data in a
photo reach no result. Every video says in its metadata that it was made by a program: say so where you show it, and do
not use it to deceive. Use photos of yourself, or of people who agreed.
"""
LICENCES = """
The program and its own weights: Apache-2.0. The examples' music and picture: CC0. MediaPipe's models of people and
faces: Apache-2.0. The weights of M2S-GAN are their authors', for research only, and are fetched only when you accept
that.
"""
CITATION = """
The idea, the data and the first systems are the work of D. Chen, F. Liu, Z. Li, F. Xu, *VirtualConductor: Music-driven
Conducting Video Generation System*, ICME 2021; F. Liu, D. Chen, R. Zhou, S. Yang, F. Xu, *Self-Supervised Music Motion
Synchronization Learning for Music-Driven Conducting Motion Generation*, JCST 37, 2022; and H. Zhu, Y. Li, F. Zhu, A.
Zheng, R. He, *Let's Play Music: Audio-Driven Performance Video Generation*, ICPR 2020. This is an independent
implementation.
"""
ABOUT = {
    "How it works": HOW, "Limits": LIMITS, "Privacy": PRIVACY, "Licences": LICENCES, "How to cite": CITATION,
}  # fmt: skip


def build_about() -> None:
    with gr.Column(elem_id="about"):
        for title, text in ABOUT.items():
            with gr.Accordion(title, open=False):
                gr.Markdown(text)
