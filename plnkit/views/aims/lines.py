"""What will be used of each programme, line by line: with whom, by when, for what."""

from datetime import date

from markupsafe import Markup

from plnkit.html import Child, h
from plnkit.model import Aim, Book, Plan
from plnkit.names import fold
from plnkit.views.aims.parts import IN_A_LIST, short
from plnkit.views.panel import button, day, hint, name, row
from plnkit.words import quoted


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
        h("h3", "What I will use of ", name(programme)),
        h("ul", *items, class_="pln-list", role="list"),
        class_="pln-group",
        data_key=f"of-{fold(programme)}",
    )


def _by_day(plan: Plan) -> tuple[bool, date]:
    return plan.status == "done", plan.on or date.max


def _line(plan: Plan, book: Book) -> Markup:
    done, act = plan.status == "done", short(plan.act, IN_A_LIST)
    aim = book.entities.get(plan.aim or "")
    details: list[Child] = ["With ", name(book.member(plan.member).name)]
    details += [", by ", day(plan.on)] if plan.on else []
    details += [f", for {quoted(aim.text)}"] if isinstance(aim, Aim) else []
    return h(
        "li",
        h("div", h("b", "Done: ") if done else None, name(short(plan.act))),
        hint(*details),
        row(
            button("Not done yet" if done else "Done", "finish", plan.id, "quiet",
                   f"{'Not done yet' if done else 'Done'}: {act}"),
            button("Change", "edit", plan.id, "link", f"Change: {act}"),
            button("Remove", "remove", plan.id, "link", f"Remove: {act}"),
        ),
        data_key=plan.id,
    )  # fmt: skip
