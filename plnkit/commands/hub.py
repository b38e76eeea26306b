"""`plnkit hub`: the server of one learner, as a JupyterHub starts it."""

from pathlib import Path
from typing import Annotated

import typer

from plnkit.errors import BookError
from plnkit.language import N_, tr

HUB = N_(
    "Serve one learner's book behind the login of a JupyterHub, which starts this.\n\n"
    "The book is made if it is missing."
)


def hub(
    where: Annotated[
        str,
        typer.Argument(
            metavar="BOOK",
            envvar="PLNKIT_STORE",
            help=N_("A file that ends in .pln, or the PostgreSQL URL of a store."),
        ),
    ] = "my-network.pln",
    *,
    key: Annotated[
        Path,
        typer.Option(
            metavar="FILE", help=N_("The learner's key to a store; made if it is missing.")
        ),
    ] = Path("~/.plnkit/key"),
) -> None:
    """Serve one learner's book behind the login of a JupyterHub, which starts this."""
    try:
        import jupyterhub  # noqa: F401
    except ImportError:
        raise BookError(
            tr("JupyterHub is missing: install it with pip install {what}.", what='"plnkit[hub]"')
        ) from None
    from plnkit.serving import hub as serving

    serving.learner(where, key)
