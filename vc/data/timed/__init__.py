"""Music in real timing as training data for hearing: performances with known beats, rendered in many colours.

pack.py           reading the pack: notes, pedal, beats and bars of a performance; which split a work is in
human.py          other tempi, and the unevenness of people where a source is too even
colour.py         who plays
scored.py         scores, played by the simulator's performer
surroundings.py   what else is on a recording: applause, speech, a count-in, vinyl, fades, mp3
drills.py         what no piece has enough of: clicks, drums alone, rare metres, sound without pulse
run.py            takes: one piece in one colour, made into an item of a data set
"""
