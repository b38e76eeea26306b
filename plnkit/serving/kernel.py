"""An ordinary kernel, whose log goes where the server's goes."""

import logging
import os
import sys

from plnkit.serving import logs


def log_to_the_server() -> None:
    """Send what is logged to where this process writes its errors as it begins.

    A kernel takes its outputs, errors included, for the page; there nobody would read them.
    """
    from ipykernel.kernelapp import IPKernelApp

    stream = os.fdopen(os.dup(2), "w", buffering=1, errors="backslashreplace")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.form())
    logs.dress(IPKernelApp)
    handler.addFilter(lambda said: said.name == "plnkit" or said.levelno >= logging.ERROR)
    logging.getLogger().addHandler(handler)


def main(arguments: list[str]) -> None:
    """Be a kernel."""
    log_to_the_server()
    from ipykernel.kernelapp import launch_new_instance

    launch_new_instance(arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
