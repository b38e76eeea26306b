"""How a reader likes their pages: the language, and the colours. A cookie of this browser says it."""

from contextvars import ContextVar

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError, RequestHandler

from plnkit import language
from plnkit.serving.access import cookie_ways

LANGUAGE, LOOK = "pln-language", "pln-look"
LOOKS = ("light", "dark", "contrast")  # none of them: as the system says
KEPT = 400  # days: the most for which a browser keeps a cookie


_look: ContextVar[str] = ContextVar("look", default="")


def attend_to(handler: RequestHandler) -> None:
    """Answer in the language that the reader chose, else in the first of their browser's that we have.

    The colours that they chose are known for as long as they are answered, too.
    """
    colours = handler.get_cookie(LOOK, "")
    _look.set(colours if colours in LOOKS else "")
    chosen = handler.get_cookie(LANGUAGE, "") or ""
    if not language.is_known(chosen):
        chosen = _of_the_browser(handler)
    language.answer_in(chosen)


def _of_the_browser(handler: RequestHandler) -> str:
    wanted = handler.request.headers.get("Accept-Language", "")
    return language.negotiated(wanted) if wanted else language.asked_for()


def look() -> str:
    """Return the colours that the reader chose; "" is as the system says."""
    return _look.get()


class Preferences(RequestHandler):
    """Where the menu in the header sends what was chosen; who waits at the door may choose, too."""

    @allow_unauthenticated
    def post(self) -> None:
        """Keep it in this browser, and show the page again."""
        spoken, colours = self.get_argument("language", ""), self.get_argument("look", None)
        if spoken and not language.is_known(spoken):
            raise HTTPError(400)
        if spoken:
            self._keep(LANGUAGE, spoken)
        if colours is not None:
            self._keep(LOOK, colours if colours in LOOKS else "")
        home = self.settings["base_url"]
        back = self.get_argument("back", home)
        ours = back.startswith(home) and back[1:2] not in ("/", "\\")
        self.redirect(back if ours else home, status=303)

    def _keep(self, name: str, value: str) -> None:
        self.set_cookie(name, value, expires_days=KEPT, **cookie_ways(self))
