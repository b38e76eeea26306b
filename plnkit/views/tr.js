// Sentences in the page's language, their braces filled: the page brings those that scripts say.

function lookedUp(text) {
  const here = (window.plnkit ??= {});
  here.words ??= JSON.parse(document.getElementById("pln-words")?.textContent || "{}");
  return here.words[text];
}

function filledIn(text, values) {
  return text.replace(/\{(\w+)\}/g, (brace, name) => values[name] ?? brace);
}

function tr(text, values = {}) {
  return filledIn(lookedUp(text) ?? text, values);
}

// A sentence that counts; a language has as many forms of it as it needs.
function trn(one, many, n, values = {}) {
  const forms = lookedUp(one) ?? { one, other: many };
  const form = new Intl.PluralRules(lookedUp(one) ? localeHere() : "en").select(n);
  return filledIn(forms[form] ?? forms.other, { n: n.toLocaleString(localeHere()), ...values });
}

// In which way days and numbers are written: the browser's own where it speaks the page's language.
// JupyterLab has a page of its own, and there it is always the browser's.
function localeHere() {
  const page = document.getElementById("pln-words") ? document.documentElement.lang : "";
  if (!page) return undefined;
  return navigator.languages?.find((code) => code.split("-")[0] === page.split("-")[0]) ?? (page === "en" ? "en-GB" : page);
}
