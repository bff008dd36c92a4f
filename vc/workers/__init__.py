"""Strangers' files are read in processes of their own: a file that crashes its reader takes nothing else with it.

    run(function, path, blame=path.name, error=PhotoError)     one result
    stream(function, path, blame=path.name, error=MusicError)  many, one by one, of a generator function

The function has to stand at the top level of a module that imports little, because the worker imports it too. What it
is given and gives back are plain values, dataclasses of this project and arrays; arrays cross without being pickled.
A VCError that it raises is raised here again; a crash, too much time and too much memory become `error`, in words.
See pool for who does what when, worker for the process itself and its limits, wire for the messages.
"""

from .pool import close, run, stream

__all__ = ["close", "run", "stream"]
