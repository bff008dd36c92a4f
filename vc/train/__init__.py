"""Training: from a dataset folder to weights. Here is what all trainings share; each lives in its model's folder.

Every one is a `stage.Stage`: networks, optimisers, and a step that returns named numbers. `run.train` drives any of
them: processes, checkpoints, schedule, log.
"""
