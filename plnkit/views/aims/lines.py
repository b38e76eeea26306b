"""What will be used of each programme, line by line: with whom, by when, for what."""

from datetime import date

from markupsafe import Markup

from plnkit.html import Child, h, trh
from plnkit.language import N_, tr, trp
from plnkit.model import Aim, Book, Plan
from plnkit.names import fold
from plnkit.views.aims.parts import IN_A_LIST, short
from plnkit.views.panel import button, day, hint, name, row
from plnkit.words import quoted

_DETAILS = {  # of a line: by whether it has a day, and an aim
    (False, False): N_("With {who}"),
    (True, False): N_("With {who}, by {day}"),
    (False, True): N_("With {who}, for {aim}"),
    (True, True): N_("With {who}, by {day}, for {aim}"),
}


def lines(book: Book) -> list[Child]:
    """Return what will be used, by programme."""
    groups: dict[str, list[Plan]] = {}
    for plan in book.all(Plan):
        if plan.programme.strip():
            groups.setdefault(fold(plan.programme), []).append(plan)
    return [_group(plans, book) for plans in groups.values()]


def _group(plans: list[Plan], book: Book) -> Markup:
    programme = plans[0].programme
    items = [_line(plan, book) for plan in sorted(plans, key=_by_day)]
    return h(
        "section",
        h("h3", trh("What I will use of {programme}", programme=name(programme))),
        h("ul", *items, class_="pln-list", role="list"),
        class_="pln-group",
        data_key=f"of-{fold(programme)}",
    )


def _by_day(plan: Plan) -> tuple[bool, date]:
    return plan.status == "done", plan.on or date.max


def _line(plan: Plan, book: Book) -> Markup:
    done, act = plan.status == "done", short(plan.act, IN_A_LIST)
    aim = book.entities.get(plan.aim or "")
    details = trh(
        _DETAILS[bool(plan.on), isinstance(aim, Aim)],
        who=name(book.member(plan.member).name),
        day=day(plan.on) if plan.on else None,
        aim=quoted(aim.text) if isinstance(aim, Aim) else None,
    )
    finish = (
        (tr("Not done yet"), tr("Not done yet: {what}", what=act))
        if done
        else (trp("plan", "Done"), tr("Done: {what}", what=act))
    )
    return h(
        "li",
        h("div", h("b", tr("Done:"), " ") if done else None, name(short(plan.act))),
        hint(details),
        row(
            button(finish[0], "finish", plan.id, "quiet", finish[1]),
            button(tr("Change"), "edit", plan.id, "link", tr("Change: {what}", what=act)),
            button(tr("Remove"), "remove", plan.id, "link", tr("Remove: {what}", what=act)),
        ),
        data_key=plan.id,
    )
