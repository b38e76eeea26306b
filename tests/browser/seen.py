"""What axe objects to on a page, in the look that it has or in every look."""

from axe_playwright_python.sync_playwright import Axe

LOOKS = ("light", "dark", "contrast")
TURN = "look => { document.documentElement.dataset.look = look; document.dispatchEvent(new CustomEvent('plnkit:look')); }"


def objections(page):
    """Return what axe objects to, each as its rule and the first element that breaks it."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found]


def objections_in_every_look(page):
    """Return them with the look before each; the page ends in the look that it had."""
    had = page.evaluate("document.documentElement.dataset.look ?? ''")
    found = []
    for look in LOOKS:
        page.evaluate(TURN, look)
        found += [f"{look}: {one}" for one in objections(page)]
    page.evaluate(TURN, had)
    return found
