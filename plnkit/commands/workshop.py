"""`plnkit serve`: a workshop on a network."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from plnkit.commands.showing import announcer
from plnkit.language import N_, tr

SERVE = N_(
    "Serve a workshop: each browser has its own book in the store.\n\n"
    "The store is made if it is missing."
)


def serve(
    store: Annotated[
        str | None,
        typer.Argument(
            help=N_("A .plnroom file, or a PostgreSQL URL; without one it is workshop.plnroom.")
        ),
    ] = None,
    *,
    title: Annotated[str | None, typer.Option(help=N_("What the workshop is called."))] = None,
    seats: Annotated[int, typer.Option(min=1, help=N_("How many may be in at once."))] = 40,
    host: Annotated[
        str, typer.Option(help=N_("The address to listen on; by default, all of the network."))
    ] = "0.0.0.0",  # noqa: S104
    port: Annotated[int | None, typer.Option(help=N_("The port to listen on."))] = None,
    frame: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ORIGIN", help=N_("A site that may show the pages in a frame, if over https.")
        ),
    ] = None,
    tls_cert: Annotated[
        Path | None, typer.Option(metavar="FILE", help=N_("A certificate as PEM, for https."))
    ] = None,
    tls_key: Annotated[
        Path | None, typer.Option(metavar="FILE", help=N_("The key of the certificate."))
    ] = None,
    address: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help=N_("How people reach it, where a proxy stands in front of it.")
        ),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            metavar="PATH", help=N_("The path of this server, where several serve one store.")
        ),
    ] = None,
    demo: Annotated[
        bool, typer.Option("--demo", help=N_("With 24 invented people, to practise."))
    ] = False,
    new_room: Annotated[
        bool, typer.Option("--new-room", help=N_("Close the room that is open, and begin another."))
    ] = False,
    status: Annotated[
        str | None,
        typer.Option(
            metavar="[HOST:]PORT",
            help=N_("Where the server says how it is: health and numbers for Prometheus."),
        ),
    ] = None,
    log: Annotated[
        Literal["text", "json"],
        typer.Option(
            envvar="PLNKIT_LOG", help=N_("How it writes what happens: lines to read, or JSON.")
        ),
    ] = "text",
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help=N_("Print the links only."))
    ] = False,
) -> None:
    """Serve a workshop: each browser has its own book in the store."""
    from plnkit.serving import logs, tls, workshop
    from plnkit.serving import status as shown
    from plnkit.serving.access import is_origin, is_path, parted

    logs.choose(log, base or "")
    site, path = parted(address or "")
    for origin in (*(frame or ()), *filter(None, [site])):
        if not is_origin(origin):
            raise typer.BadParameter(
                tr("{this} is not a site like https://lms.example", this=repr(origin))
            )
    for one in filter(None, (path, base)):
        if not is_path(one):
            raise typer.BadParameter(tr("{this} is not a path like /w1/", this=repr(one)))
    workshop.store(
        store or ("demo.plnroom" if demo else "workshop.plnroom"),
        (host, port),
        announcer(browser=not no_browser),
        workshop.Plans(title, new_room=new_room, demo=demo, address=address, base=base),
        tls.context(tls_cert, tls_key),
        seats=seats,
        frames=tuple(frame or ()),
        status=shown.doors(shown.place(status)) if status else (),
    )
