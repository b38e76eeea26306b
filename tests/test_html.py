"""HTML that cannot be broken out of."""

from plnkit.html import h, many


def test_text_is_escaped():
    assert h("p", "<b>") == "<p>&lt;b&gt;</p>"


def test_attributes_are_escaped():
    assert h("p", title='"><script>') == '<p title="&#34;&gt;&lt;script&gt;"></p>'


def test_what_is_none_or_false_is_left_out_and_true_is_bare():
    assert h("input", value=None, checked=False, hidden=True) == "<input hidden>"


def test_names_of_attributes_become_html():
    assert h("label", for_="x", data_do="y") == '<label for="x" data-do="y"></label>'


def test_elements_stand_inside_one_another():
    assert many([h("b", "x"), None, ["<", 3]]) == "<b>x</b>&lt;3"
