"""Training: from a dataset folder to weights.

    contrastive   stage 1 of M2S-GAN: do this music and this motion belong together?
    adversarial   stage 2 of M2S-GAN: move to music so that a critic takes it for real
    supervised    Baton, on simulated conductors whose free choices are known
    plain         a baseline: the mean pose, unmoved
    cnn-lstm      a baseline: a recurrent network and the mean squared error
    amcnet        stage 1 of the 2021 system: AMCNet, do this music and this motion belong together?
    amcnet-gan    stage 2 of it: a generator with AMCNet's ear, before a critic

Every stage is a `stage.Stage`: networks, optimisers, and a step that returns named numbers. `run.train` drives any of
them: processes, checkpoints, schedule, log.
"""
