"""The conductor as a 3-D figure: bones, lift from the picture into space, and (soon) the model and its drawing."""
