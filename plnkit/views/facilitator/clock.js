// <pln-clock>: what a part of an agenda has left, or when another begins. It is computed from the moment
// at which the part began, so that a laptop that slept shows what is right when it wakes, and nothing
// goes through the wire. It stands before panel.js.
//
// since: when its clock began to run, "" while it stands. spent, of: seconds on it before that, and in
// all. says: "left", or "at": the time of day in `ahead` seconds from when it is over.

const TICK = 500; // ms

// This browser may not know what time it is: the server's answers say it, to the second.
let ahead = 0; // ms by which the server's clock is ahead of ours
async function askTime() {
  try {
    const answer = await fetch("wall/state", { cache: "no-store" });
    const by = Date.parse(answer.headers.get("date")) - Date.now();
    ahead = Math.abs(by) > 2_000 ? by : 0;
  } catch {
    ahead = 0; // then its own clock is all there is
  }
}

function inWords(seconds) {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (!minutes) return tr("less than a minute");
  return [hours && trn("{n} hour", "{n} hours", hours), minutes % 60 && trn("{n} minute", "{n} minutes", minutes % 60)].filter(Boolean).join(" ");
}

function leftOf({ since, spent, of }, now) {
  const running = since ? Math.max(0, (now - Date.parse(since)) / 1000) : 0;
  return Number(of) - Math.floor(Number(spent) + running);
}

function clockSays({ says, ...clock }, now) {
  const left = leftOf(clock, now);
  if (says === "at") {
    const at = new Date(now + (Math.max(0, left) + Number(clock.ahead)) * 1000);
    return at.toLocaleTimeString(localeHere(), { hour: "numeric", minute: "2-digit" });
  }
  if (left < 0) return tr("{time} over time", { time: inWords(-left) });
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}

class Clock extends HTMLElement {
  static observedAttributes = ["since", "spent", "of", "ahead", "says"];
  #said = this.attachShadow({ mode: "open" }).appendChild(document.createTextNode("")); // what Python wrote stays beneath
  #tick = () => {
    const clock = Object.fromEntries(Clock.observedAttributes.map((name) => [name, this.getAttribute(name) ?? ""]));
    const text = clockSays(clock, Date.now() + ahead);
    if (this.#said.data !== text) this.#said.data = text;
    this.toggleAttribute("over", clock.says === "left" && leftOf(clock, Date.now() + ahead) < 0);
  };
  #ticking;
  connectedCallback() {
    clearInterval(this.#ticking);
    this.#ticking = setInterval(this.#tick, TICK);
    document.addEventListener("visibilitychange", this.#tick); // it may have slept
    this.#tick();
  }
  disconnectedCallback() {
    clearInterval(this.#ticking);
    document.removeEventListener("visibilitychange", this.#tick);
  }
  attributeChangedCallback() {
    if (this.isConnected) this.#tick();
  }
}

if (!customElements.get("pln-clock")) {
  customElements.define("pln-clock", Clock);
  askTime();
}
