"""Waiting for a coroutine in a test."""

import asyncio
from concurrent.futures import ThreadPoolExecutor


def done(coroutine):
    """Its result, from a thread of its own: the browser's tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()
