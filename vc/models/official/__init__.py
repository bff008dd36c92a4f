"""The M2S-GAN authors' networks, written anew from their published description, under their checkpoints' names.

Source: Chen et al., "Self-Supervised Music Motion Synchronization Learning for Music-Driven Conducting Motion
Generation", JCST 2022. Attribute names follow the state dicts, so that the checkpoints load strictly.
"""
