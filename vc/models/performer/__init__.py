"""Let's Play Music: a network that draws a performer, from music and the motion of a body.

READ FIRST: `network`. `music` is stage 1 (music to keypoints and to a coarse video), `heatmaps` stage 2, `unet` with
`structure` and `temporal` stage 3. Everything that the public abstract leaves open is this project's own choice.
"""
