"""READ FIRST: a person of a photo, taken apart into body, arms and hair.

framing  what part of the photo the picture shows
apart    the whole of it: `take_apart` and `whole_arms`
arms     each arm as a straightened strip (strip), by its outline (outline), mended (mend), with its hand (hands)
sleeves  what stands for arms that the photo hides
body     what belongs to the trunk, and hair what lies on it
"""
