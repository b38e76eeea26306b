// The rings map: the learner in the middle, members on four rings in slices, a tray of those who have
// no place yet. Whatever can be dragged can be done by keys and by tapping too.

const SVG = "http://www.w3.org/2000/svg";
const WAYS = [["role", "role"], ["channel", "channel"], ["organisation", "organisation"], ["topic", "topic"]];
const NEAR = 24; // px: a finger is that wide
const STIR = { mouse: 4, pen: 6, touch: 8 }; // px of a move that is a drag and no tap
const HOLD = 250; // ms: a name that is held so long is picked up
const ELSE = "…"; // the slice of what has no slice of its own
const MOST_SLICES = 9;
const KEYS = "Arrow keys go from member to member. Enter picks one up: the arrows then choose ring and slice, Enter puts it down, Escape cancels. Space opens the card, Shift and Space selects.";

// Where a name stands about its mark: x, y and which end of it.
const [LOW, HIGH, OUT] = [MARK + GAP + 12, -MARK - GAP - 4, MARK + GAP];
const PLACES = {
  start: [OUT, 4.5, "start"],
  end: [-OUT, 4.5, "end"],
  below: [0, LOW, "middle"],
  above: [0, HIGH, "middle"],
  "below start": [-4, LOW, "start"],
  "below end": [4, LOW, "end"],
  "above start": [-4, HIGH, "start"],
  "above end": [4, HIGH, "end"],
};

function draw(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

const measure = (() => {
  const pen = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  return (text, size = 13) => {
    const key = `${size} ${text}`;
    if (!widths.has(key)) {
      pen.font = `500 ${size}px system-ui, sans-serif`;
      widths.set(key, pen.measureText(text).width + 4);
    }
    return widths.get(key);
  };
})();

/* The slices of a map: those that its members need, in an order that does not change with their number. */
function slicesOf(by, members, frame) {
  if (by === "role") {
    return [...frame("roles"), { value: "", label: "Role not said" }, { value: "source", label: "Sources", one: "Source" }];
  }
  const known = by === "channel" ? frame("channels") : [];
  const used = new Set(members.map((m) => m[by]).filter(Boolean));
  const all = [...known.filter((v) => used.has(v)), ...[...used].filter((v) => !known.includes(v))];
  const shown = (all.length ? all : known).slice(0, MOST_SLICES - 2);
  const rest = all.length > shown.length ? [{ value: ELSE, label: "Others" }] : [];
  return [...shown.map((value) => ({ value, label: value })), ...rest, { value: "", label: "Not said" }];
}

function sliceOf(member, by, slices) {
  const value = by === "role" && member.kind === "source" ? "source" : (member[by] ?? "");
  const found = slices.findIndex((slice) => slice.value === value);
  return found < 0 ? slices.findIndex((slice) => slice.value === ELSE) : found;
}

// What to write when a member is put into a slice; null leaves it as it is.
function writes(member, by, slice) {
  if (!slice || slice.value === ELSE || slice.value === "source") return null;
  return by === "role" && member.kind === "source" ? null : slice.value;
}

function render({ model, el }) {
  const mirror = mirrorOf(model, redraw);
  const key = model.get("key");
  el.classList.add("pln-view", "pln-rings");
  el.dataset.plnView = key;

  let by = kept.get(`plnkit-by ${key}`) ?? "role";
  let mode = "move"; // or "tie", "select"
  let showTies = kept.get(`plnkit-ties ${key}`) ?? false;
  let zoom = { k: 1, x: 0, y: 0 };
  let frame = null; // size, middle and radius, in px
  let stale = false;
  let slices = [];
  let spots = new Map(); // id -> where it stands
  let shown = []; // the members, as they were drawn last
  let current = null; // the id that the arrow keys start from
  let told = ""; // what was done last, in words, until something else is
  let hand = null; // what is picked up: {id, ring, slice, turn, way}
  let tie = { from: null, asked: new Set() };
  const chosen = new Set();
  const pointers = new Map();
  const nodes = new Map();
  const chips = new Map();

  // --- what there is on the page --------------------------------------------------------

  const word = make("p", { class: "pln-word", role: "status" });
  const tools = make("div", { class: "pln-tools", role: "group", "aria-label": "The map" });
  const many = make("div", { class: "pln-dock" });
  const tray = make("ul", { class: "pln-tray", role: "list", "aria-label": "Not placed yet" });
  const layers = Object.fromEntries(["ground", "ties", "target", "marks", "above"].map((name) => [name, draw("g", { class: `pln-${name}` })]));
  const view = draw("g", {}, ...Object.values(layers));
  const svg = draw("svg", {}, view);
  const help = make("p", { id: `pln-keys-${key}-${newId()}`, class: "pln-hidden" }, KEYS);
  const map = make("div", { role: "application", "aria-label": "Map of your network", "aria-describedby": help.id, class: "pln-map" }, svg, tray);
  const zooming = make("span", { class: "pln-zoom" });
  const stage = make("div", { class: "pln-stage" }, map, zooming);
  const failure = make("p", { class: "pln-notice", role: "alert" });
  failure.hidden = true;

  const way = select("Slices of the map by", WAYS.map(([value, text]) => [value, `By ${text}`]), by, (value) => {
    by = value;
    kept.put(`plnkit-by ${key}`, by);
    redraw();
  });
  const toggles = {
    ties: button("Ties", () => ((showTies = !showTies), kept.put(`plnkit-ties ${key}`, showTies), redraw())),
    tie: button("Who knows whom", () => enter(mode === "tie" ? "move" : "tie")),
    select: button("Select several", () => enter(mode === "select" ? "move" : "select")),
  };
  const closer = button("+", () => zoomBy(1.4));
  const wider = button("−", () => zoomBy(1 / 1.4));
  closer.setAttribute("aria-label", "Zoom in");
  wider.setAttribute("aria-label", "Zoom out");
  zooming.append(closer, wider);
  tools.append(way, toggles.ties, toggles.tie, toggles.select);
  el.replaceChildren(failure, tools, word, stage, many, help);

  // --- words ----------------------------------------------------------------------------

  const ringName = (ring) => (ring ? `ring ${ring}` : "not placed");
  const sliceName = (slice) => (slices[slice]?.one ?? slices[slice]?.label ?? "").toLowerCase();
  const saidOf = (m) => [m.name, ringName(m.ring), sliceName(sliceOf(m, by, slices)), ...(chosen.has(m.id) ? ["selected"] : []), ...(mirror.isWaiting(m.id) ? ["not saved yet"] : [])].join(", ");

  function say(text) {
    if (word.textContent !== text) word.textContent = text;
  }

  function sayWhatToDo() {
    if (mirror.word || told) return say(mirror.word || told);
    if (mirror.frame("example")) return say("This is how a map can look. Yours grows with each name that you add.");
    if (hand) return say(`${mirror.member(hand.id).name}: ${ringName(hand.ring)}${hand.ring ? `, ${sliceName(hand.slice)}` : ""}`);
    if (mode === "tie") return say(tie.from ? `Tap those whom ${mirror.member(tie.from).name} knows. Tap ${mirror.member(tie.from).name} again when you are done.` : "Tap a member, then those whom they know.");
    if (mode === "select") return say("Tap members, or draw a loop around them.");
    const waiting = chips.size;
    if (waiting) return say(`${waiting} not placed yet. Drag each to its ring (1 is closest), or tap a name, then a ring.`);
    say(shown.length ? "Drag members to the ring that fits: 1 is closest. Tap one to see its card." : "");
  }

  // --- drawing --------------------------------------------------------------------------

  function resize() {
    const width = Math.max(240, map.clientWidth);
    const height = svg.clientHeight || width;
    if (frame?.width === width && frame.height === height) return;
    frame = { unit: 1 / zoom.k, width, height, x: width / 2, y: height / 2, radius: Math.min(width, height) / 2 - 22 };
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  }

  function redraw() {
    if (!mirror?.ready) return;
    shown = mirror.members;
    drawTray(); // it takes room from the map
    el.dataset.plnState = "drawn";
    stale = !map.clientWidth; // out of sight: it is drawn when it is seen
    if (stale) return;
    resize();
    for (const id of chosen) if (!mirror.has(id)) chosen.delete(id);
    if (hand && !mirror.has(hand.id)) hand = null;
    if (tie.from && !mirror.has(tie.from)) tie.from = null;
    const before = slices.map((slice) => slice.label).join("\n");
    slices = slicesOf(by, shown, mirror.frame);
    for (const member of shown) member.sector = sliceOf(member, by, slices);
    if (slices.map((slice) => slice.label).join("\n") !== before || !layers.ground.childElementCount || layers.ground.dataset.width !== String(frame.width)) drawGround();
    spots = layOut(shown, slices.length, frame, widthOf, spots);
    drawMarks();
    drawTies();
    drawTools();
    drawTarget();
    sayWhatToDo();
  }

  const widthOf = (text) => measure(text, frame.width < NARROW ? 12 : 13);

  function arc(share, from, to, back = false) {
    const [a, b] = back ? [to, from] : [from, to];
    const [x0, y0] = pointAt(frame, share, a);
    const [x1, y1] = pointAt(frame, share, b);
    const r = share * frame.radius;
    return `${x0.toFixed(1)} ${y0.toFixed(1)} A ${r.toFixed(1)} ${r.toFixed(1)} 0 ${to - from > Math.PI ? 1 : 0} ${back ? 0 : 1} ${x1.toFixed(1)} ${y1.toFixed(1)}`;
  }

  function drawGround() {
    const { x, y, radius } = frame;
    const step = (2 * Math.PI) / slices.length;
    const parts = [];
    frame.taken = frame.width < NARROW ? [] : [1, 2, 3, 4].map((ring) => around(x, y - band(ring)[1] * radius + 9, 7));
    for (const ring of [4, 3, 2, 1]) parts.push(draw("circle", { cx: x, cy: y, r: band(ring)[1] * radius, class: "pln-ring" }));
    slices.forEach((slice, i) => {
      const [x0, y0] = pointAt(frame, HUB, i * step);
      const [x1, y1] = pointAt(frame, 1, i * step);
      if (slices.length > 1) parts.push(draw("line", { x1: x0, y1: y0, x2: x1, y2: y1, class: "pln-spoke" }));
      const middle = (i + 0.5) * step;
      const low = Math.cos(middle) < -0.01; // in the lower half letters would stand on their head
      const id = `pln-arc-${key}-${i}-${help.id}`;
      const share = 1 + (low ? 15 : 6) / radius;
      const text = cut(slice.label, Math.max(6, Math.floor((step * radius) / 7.2)));
      parts.push(draw("path", { id, d: `M ${arc(share, i * step, (i + 1) * step, low)}`, fill: "none" }));
      const along = draw("textPath", { href: `#${id}`, startOffset: "50%", "text-anchor": "middle" });
      along.textContent = text;
      for (let w = measure(text, frame.width < NARROW ? 11 : 12) / 2, s = -w; s <= w; s += 8) frame.taken.push(around(...pointAt(frame, 1 + 11 / radius, middle + s / radius), 5));
      parts.push(draw("text", { class: "pln-slice" }, along));
    });
    for (const ring of [1, 2, 3, 4]) {
      const name = draw("text", { x, y: y - band(ring)[1] * radius + 13, class: "pln-ring-name" });
      name.textContent = String(ring);
      parts.push(name);
    }
    const you = draw("text", { x, y: y + 4.5, class: "pln-you" });
    you.textContent = "You";
    parts.push(draw("circle", { cx: x, cy: y, r: HUB * radius * 0.72, class: "pln-hub" }), you);
    layers.ground.replaceChildren(...parts);
    layers.ground.dataset.width = String(frame.width);
  }

  function lookOf(member) {
    if (member.kind === "source") return mirror.frame("source");
    return mirror.frame("roles").find(({ value }) => value === member.role) ?? mirror.frame("unknown");
  }

  function newMark(member) {
    const round = member.kind !== "source";
    const shape = round ? draw("circle", { r: MARK }) : draw("rect", { x: -MARK * 0.86, y: -MARK * 0.86, width: MARK * 1.72, height: MARK * 1.72, rx: 1.5, transform: "rotate(45)" });
    const node = draw("g", { class: "pln-mark", tabindex: "-1", role: "button" }, shape);
    node.dataset.id = member.id;
    node.kind = member.kind;
    return node;
  }

  function setOnce(node, values) {
    for (const [name, value] of Object.entries(values)) if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }

  function drawMarks() {
    const gone = new Set(nodes.keys());
    for (const member of shown) {
      const spot = spots.get(member.id);
      if (!spot) continue;
      gone.delete(member.id);
      let node = nodes.get(member.id);
      if (node?.kind !== member.kind) {
        node?.remove();
        nodes.set(member.id, (node = newMark(member)));
        layers.marks.append(node);
      }
      drawMark(node, member, spot);
    }
    for (const id of gone) {
      nodes.get(id).remove();
      nodes.delete(id);
    }
  }

  // Marks and names keep their size when the map is closer, so that more names find room.
  const standAt = ([x, y]) => `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${((spots.size > NAMES ? 0.6 : 1) / zoom.k).toFixed(3)})`;

  function drawMark(node, member, spot) {
    const look = lookOf(member);
    const states = [tie.from === member.id && "pln-from", chosen.has(member.id) && "pln-chosen", mirror.isWaiting(member.id) && "pln-late", look.open && "pln-open", hand?.id === member.id && "pln-held"];
    const at = hand?.id === member.id && hand.at ? hand.at : [spot.x, spot.y];
    setOnce(node, { transform: standAt(at), "aria-label": saidOf(member), class: ["pln-mark", ...states.filter(Boolean)].join(" ") });
    setOnce(node.firstChild, { style: `--pln-colour: ${look.colour}` });
    const place = PLACES[spot.side];
    let name = node.childNodes[1];
    if (!spot.text) return name?.remove();
    if (!name) node.append((name = draw("text", {})));
    setOnce(name, { x: String(place[0]), y: String(place[1]), "text-anchor": place[2] });
    if (name.textContent !== spot.text) name.textContent = spot.text;
  }

  function drawTies() {
    const paths = [];
    const all = showTies || mode === "tie";
    for (const { a, b } of all ? tiesNow() : []) {
      const [from, to] = [spots.get(a), spots.get(b)];
      if (!from || !to) continue;
      const bend = [frame.x + (((from.x + to.x) / 2 - frame.x) * 0.7), frame.y + (((from.y + to.y) / 2 - frame.y) * 0.7)];
      const mine = tie.from === a || tie.from === b;
      paths.push(`${mine ? "1" : "0"}M ${from.x.toFixed(1)} ${from.y.toFixed(1)} Q ${bend[0].toFixed(1)} ${bend[1].toFixed(1)} ${to.x.toFixed(1)} ${to.y.toFixed(1)}`);
    }
    const lines = ["0", "1"].map((mine) => paths.filter((p) => p[0] === mine).map((p) => p.slice(1)).join(" "));
    if (!layers.ties.childElementCount) layers.ties.append(draw("path", { class: "pln-tie" }), draw("path", { class: "pln-tie pln-mine" }));
    lines.forEach((d, i) => setOnce(layers.ties.children[i], { d }));
  }

  // The ties as they will be once what was tapped is saved.
  function tiesNow() {
    const now = new Map(mirror.ties);
    for (const { do: what, value } of mirror.outbox.waiting)
      if (what === "tie") value.tied ? now.set([value.a, value.b].sort().join("~"), value) : now.delete([...now].find(([, t]) => isPair(t, value.a, value.b))?.[0]);
    return now.values();
  }

  const isPair = (t, a, b) => (t.a === a && t.b === b) || (t.a === b && t.b === a);

  function drawTray() {
    const waiting = shown.filter((m) => !m.ring);
    const gone = new Set(chips.keys());
    let at = tray.firstElementChild;
    for (const member of waiting) {
      gone.delete(member.id);
      let item = chips.get(member.id);
      if (!item) {
        item = make("li", {}, make("button", { type: "button", class: "pln-chip", tabindex: "-1" }, make("span", { class: "pln-swatch" }), make("bdi")));
        item.firstChild.dataset.id = member.id;
        chips.set(member.id, item);
      }
      const chip = item.firstChild;
      const look = lookOf(member);
      setOnce(chip, { "aria-label": saidOf(member), "aria-pressed": String(hand?.id === member.id || chosen.has(member.id) || tie.from === member.id) });
      setOnce(chip.firstChild, { style: `background: ${look.open ? "none" : look.colour}; box-shadow: inset 0 0 0 2px ${look.colour}`, class: member.kind === "source" ? "pln-swatch pln-diamond" : "pln-swatch" });
      if (chip.lastChild.textContent !== member.name) chip.lastChild.textContent = member.name;
      if (item === at) at = at.nextElementSibling;
      else tray.insertBefore(item, at);
    }
    for (const id of gone) {
      chips.get(id).remove();
      chips.delete(id);
    }
    tray.hidden = !waiting.length;
    tray.classList.toggle("pln-all-seen", tray.scrollWidth <= tray.clientWidth);
    el.classList.toggle("pln-waiting", waiting.length > 0);
  }

  function drawTools() {
    setOnce(toggles.ties, { "aria-pressed": String(showTies || mode === "tie") });
    for (const name of ["tie", "select"]) setOnce(toggles[name], { "aria-pressed": String(mode === name) });
    toggles.tie.firstChild.data = mode === "tie" ? "Done with ties" : "Who knows whom";
    toggles.select.firstChild.data = mode === "select" ? "Done selecting" : "Select several";
    many.replaceChildren(...(chosen.size ? [manyBar(mirror, chosen, () => (chosen.clear(), redraw()))] : []));
    view.setAttribute("transform", `translate(${zoom.x} ${zoom.y}) scale(${zoom.k})`);
    svg.style.setProperty("--pln-closer", zoom.k);
    tools.hidden = zooming.hidden = !shown.length;
    toggles.tie.hidden = toggles.select.hidden = mirror.frame("example");
    if (!current || !itemOf(current)) current = order()[0]?.id ?? null;
    for (const [id, node] of nodes) setOnce(node, { tabindex: id === current ? "0" : "-1" });
    for (const [id, item] of chips) setOnce(item.firstChild, { tabindex: id === current ? "0" : "-1" });
  }

  function drawTarget() {
    const parts = [];
    if (hand?.ring) {
      const step = (2 * Math.PI) / slices.length;
      const [inner, outer] = band(hand.ring);
      const [from, to] = [hand.slice * step, (hand.slice + 1) * step];
      const back = arc(inner, from, to, true);
      parts.push(draw("path", { class: "pln-cell-target", d: slices.length > 1 ? `M ${arc(outer, from, to)} L ${back} Z` : "" }));
    }
    layers.target.replaceChildren(...parts);
  }

  // The name of a member that has no room for it, while it is pointed at or focused.
  function name(id) {
    const spot = id && spots.get(id);
    const member = id && mirror.member(id);
    if (!spot || spot.text === member.name) return layers.above.replaceChildren();
    const text = draw("text", { y: -MARK - 7, class: "pln-hover" });
    text.textContent = cut(member.name, 60);
    layers.above.replaceChildren(text);
    layers.above.setAttribute("transform", standAt([spot.x, spot.y]));
    const half = Math.min(text.getComputedTextLength() / 2 + 4, frame.width / 2);
    const seen = spot.x * zoom.k + zoom.x; // it stays inside the map
    text.setAttribute("x", Math.max(half - seen, Math.min(frame.width - half - seen, 0)));
  }

  // --- what can be done -----------------------------------------------------------------

  function enter(next) {
    if (mode === "tie" && next !== "tie") finishTies();
    if (mode === "select") chosen.clear();
    mode = next;
    hand = null;
    redraw();
  }

  function finishTies() {
    if (tie.from) tie.asked.add(tie.from);
    if (tie.asked.size) mirror.send("asked", [...tie.asked]);
    tie = { from: null, asked: new Set() };
  }

  function press(id, more) {
    current = id;
    if (mode === "tie") tap(id);
    else if (mode === "select" || more) choose(id);
    else mirror.tell("card", id);
  }

  function tap(id) {
    if (!tie.from) tie.from = id;
    else if (tie.from === id) {
      tie.asked.add(id);
      tie.from = null;
    } else {
      const tied = [...tiesNow()].some((t) => isPair(t, tie.from, id));
      mirror.send("tie", { a: tie.from, b: id, tied: !tied }, `tie ${[tie.from, id].sort()}`);
      told = `${mirror.member(tie.from).name} and ${mirror.member(id).name}: ${tied ? "not tied" : "tied"}`;
    }
    redraw();
  }

  function choose(id) {
    if (!chosen.delete(id)) chosen.add(id);
    redraw();
  }

  function pick(id, way) {
    const member = mirror.member(id);
    hand = { id, ring: member.ring ?? null, slice: sliceOf(member, by, slices), turn: null, way };
    current = id;
    redraw();
  }

  function drop() {
    const { id, ring, slice, turn } = hand;
    const member = mirror.member(id);
    const sector = ring ? writes(member, by, slices[slice]) : null;
    const stays = ring && slice === sliceOf(member, by, slices) ? null : sector;
    const place = ring && turn !== null ? placeOf(turn, slice) : (member.ring ?? null) === ring ? (member.place ?? null) : null;
    hand = null;
    mirror.send("move", { id, ring, by, sector: stays, place }, `move ${id}`);
    const after = mirror.member(id);
    told = saidOf(after) + (sector === null && ring && slice !== sliceOf(after, by, slices) ? `. It stays with its ${by}.` : "");
    sayWhatToDo();
    focusOn(id);
  }

  // How far round its slice a point is, in 360 parts, so that it holds whatever the slices are.
  function placeOf(turn, slice) {
    const share = (turn * slices.length - slice - 0.07) / 0.86;
    return Math.round(Math.min(0.999, Math.max(0, share)) * 3600) / 10;
  }

  function cancel() {
    const id = hand?.id;
    hand = null;
    redraw();
    if (id) focusOn(id);
  }

  // --- keys -----------------------------------------------------------------------------

  // Members in the order of the arrow keys: ring by ring, clockwise, the tray last.
  const rank = (m) => m.ring ?? 5;
  const order = () => [...shown].sort((a, b) => rank(a) - rank(b) || (spots.get(a.id)?.turn ?? 0) - (spots.get(b.id)?.turn ?? 0));
  const itemOf = (id) => nodes.get(id) ?? chips.get(id)?.firstChild;

  function focusOn(id) {
    current = id;
    drawTools();
    itemOf(id)?.focus({ preventScroll: Boolean(nodes.get(id)) });
  }

  function goFrom(id, step, across) {
    const all = order();
    const here = all.findIndex((m) => m.id === id);
    if (!across) return all[(here + step + all.length) % all.length]?.id;
    const next = all.filter((m) => Math.sign(rank(m) - rank(all[here])) === step);
    const nearest = step > 0 ? Math.min(...next.map(rank)) : Math.max(...next.map(rank));
    const turn = (m) => spots.get(m.id)?.turn ?? 0.5;
    const apart = (m) => Math.abs(((turn(m) - turn(all[here]) + 1.5) % 1) - 0.5);
    return next.filter((m) => rank(m) === nearest).sort((a, b) => apart(a) - apart(b))[0]?.id;
  }

  function moveHand(dRing, dSlice) {
    if (dRing) hand.ring = [1, 2, 3, 4, null][Math.min(4, Math.max(0, (hand.ring ?? 5) + dRing - 1))];
    const member = mirror.member(hand.id);
    for (let tries = 0; dSlice && tries < slices.length; tries++) {
      hand.slice = (hand.slice + dSlice + slices.length) % slices.length;
      if (writes(member, by, slices[hand.slice]) !== null) break;
    }
    hand.turn = null;
    const share = hand.ring && (band(hand.ring)[0] + band(hand.ring)[1]) / 2;
    hand.at = hand.ring ? pointAt(frame, share, ((hand.slice + 0.5) / slices.length) * 2 * Math.PI) : null;
    redraw();
  }

  const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  function onKey(event) {
    const id = event.target.closest?.("[data-id]")?.dataset.id;
    told = "";
    const arrow = ARROWS[event.key];
    if ((event.ctrlKey || event.metaKey) && event.key === "z") mirror.tell("undo");
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === "Escape" && (hand || mode !== "move")) hand ? cancel() : enter("move");
    else if (!id || mirror.frame("example")) return;
    else if (arrow && hand) moveHand(...arrow);
    else if (arrow) focusNext(id, arrow);
    else if (event.key === "Home" || event.key === "End") focusOn(order().at(event.key === "Home" ? 0 : -1).id);
    else if (event.key === "Enter" && hand) drop();
    else if (event.key === "Enter" && mode === "move") pick(id, "key");
    else if (event.key === "Enter" || event.key === " ") press(id, event.shiftKey);
    else if (event.key === "+" || event.key === "-") zoomBy(event.key === "+" ? 1.4 : 1 / 1.4);
    else if (event.key.length === 1) focusStarting(id, event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function focusNext(id, [dRing, dSlice]) {
    const next = dRing ? goFrom(id, dRing, true) : goFrom(id, dSlice, false);
    if (next) focusOn(next);
  }

  function focusStarting(id, letter) {
    const all = order();
    const here = all.findIndex((m) => m.id === id);
    const found = [...all.slice(here + 1), ...all.slice(0, here)].find((m) => m.name.toLowerCase().startsWith(letter.toLowerCase()));
    if (found) focusOn(found.id);
  }

  // --- pointers -------------------------------------------------------------------------

  function at(event) {
    const box = svg.getBoundingClientRect();
    const scale = frame.width / box.width;
    return [((event.clientX - box.left) * scale - zoom.x) / zoom.k, ((event.clientY - box.top) * scale - zoom.y) / zoom.k];
  }

  function nearest([x, y]) {
    let best = [NEAR / zoom.k, null];
    for (const [id, spot] of spots) {
      const wide = spot.text && Math.abs(y - spot.y) < 20 / zoom.k && (spot.side === "start" ? x > spot.x && x < spot.x + widthOf(spot.text) / zoom.k : spot.side === "end" && x < spot.x && x > spot.x - widthOf(spot.text) / zoom.k);
      const far = wide ? Math.abs(y - spot.y) : Math.hypot(x - spot.x, y - spot.y);
      if (far < best[0]) best = [far, id];
    }
    return best[1];
  }

  let down = null; // {id, x, y, type, start, drag, loop}
  let pinch = null;

  function onDown(event) {
    if (event.button || mirror.frame("example")) return;
    const chip = event.target.closest(".pln-tray [data-id]");
    if (!chip && !svg.contains(event.target)) return;
    told = "";
    pointers.set(event.pointerId, event);
    if (pointers.size === 2 && !chip) return startPinch();
    const point = at(event);
    down = { id: chip?.dataset.id ?? nearest(point), pointer: event.pointerId, x: event.clientX, y: event.clientY, type: event.pointerType, tray: Boolean(chip), point, zoom: { ...zoom }, drag: false, loop: null };
    if (chip && down.type === "touch" && mode === "move") down.hold = setTimeout(() => down && !down.drag && startDrag(event), HOLD);
  }

  function startPinch() {
    const [a, b] = [...pointers.values()];
    if (hand?.way === "drag") cancel();
    down = null;
    pinch = { apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY), zoom: { ...zoom }, middle: [(a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2] };
  }

  function onMove(event) {
    if (pointers.has(event.pointerId)) pointers.set(event.pointerId, event);
    if (pinch && pointers.size === 2) return movePinch();
    if (!down) return hover(event);
    if (event.pointerId !== down.pointer) return;
    const [dx, dy] = [event.clientX - down.x, event.clientY - down.y];
    if (!down.drag && Math.hypot(dx, dy) <= (STIR[down.type] ?? 4)) return;
    if (!down.drag && scrolls(dx, dy)) return forget();
    if (!down.drag) startDrag(event);
    if (down.loop) moveLoop(event);
    else if (hand?.way === "drag") carry(event);
    else if (down.pan) pan(event);
  }

  // A finger that goes along a tray which is longer than it shows.
  const scrolls = (dx, dy) => down.tray && down.type === "touch" && !tray.classList.contains("pln-all-seen") && Math.abs(dx) > Math.abs(dy);

  function forget() {
    clearTimeout(down?.hold);
    down = null;
    ghost.remove();
  }

  function startDrag(event) {
    down.drag = true;
    clearTimeout(down.hold);
    (down.tray ? tray : svg).setPointerCapture?.(event.pointerId);
    if (down.id && mode === "move" && !(hand && hand.id !== down.id)) pick(down.id, "drag");
    else if (mode === "select" && !down.tray) down.loop = [down.point];
    else if (zoom.k > 1 && !down.tray) down.pan = true;
  }

  function carry(event) {
    const box = svg.getBoundingClientRect();
    const inside = event.clientY >= box.top - 4 && event.clientY <= box.bottom + 4 && event.clientX >= box.left && event.clientX <= box.right;
    const point = at(event);
    const { ring, turn } = ringAndTurn(frame, ...point);
    hand.at = inside ? point : null;
    hand.ring = inside ? ring : null;
    hand.turn = turn;
    hand.slice = Math.min(slices.length - 1, Math.floor(turn * slices.length));
    const node = nodes.get(hand.id);
    if (node && hand.at) node.setAttribute("transform", standAt(point));
    drawGhost(event, Boolean(node && hand.at));
    drawTarget();
    sayWhatToDo();
  }

  const ghost = make("div", { class: "pln-ghost-chip", "aria-hidden": "true" });

  // A member of the tray has no mark yet: its name goes with the pointer.
  function drawGhost(event, away) {
    ghost.hidden = away;
    if (away) return;
    if (!ghost.isConnected) el.append(ghost);
    ghost.textContent = mirror.member(hand.id).name;
    ghost.style.transform = `translate(${event.clientX}px, ${event.clientY}px)`;
  }

  function moveLoop(event) {
    down.loop.push(at(event));
    const d = `M ${down.loop.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join(" L ")} Z`;
    if (!layers.target.firstChild) layers.target.append(draw("path", { class: "pln-loop" }));
    layers.target.firstChild.setAttribute("d", d);
  }

  function within([x, y], loop) {
    let inside = false;
    for (let i = 0, j = loop.length - 1; i < loop.length; j = i++) {
      const [[xi, yi], [xj, yj]] = [loop[i], loop[j]];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
    }
    return inside;
  }

  function onUp(event) {
    pointers.delete(event.pointerId);
    if (pointers.size < 2) pinch = null;
    if (!down || event.pointerId !== down.pointer) return;
    const { drag, loop, id, point, tray: fromTray } = down;
    if (hand?.way === "drag") carry(event);
    forget();
    if (loop) {
      for (const [one, spot] of spots) if (within([spot.x, spot.y], loop)) chosen.add(one);
      redraw();
    } else if (hand?.way === "drag") drop();
    else if (!drag) onTap(id, point, fromTray, event);
  }

  function onTap(id, point, fromTray, event) {
    if (hand && !fromTray) return putDown(point);
    if (fromTray && mode === "move" && !event.shiftKey) return hand?.id === id ? cancel() : pick(id, "tap");
    if (id) press(id, event.shiftKey);
  }

  function putDown(point) {
    const { ring, turn } = ringAndTurn(frame, ...point);
    Object.assign(hand, { ring, turn, slice: Math.min(slices.length - 1, Math.floor(turn * slices.length)) });
    drop();
  }

  function onCancel(event) {
    pointers.delete(event.pointerId);
    if (down?.pointer !== event.pointerId) return;
    forget();
    if (hand?.way === "drag") cancel();
  }

  // A finger on a member moves it, and not the page; beside it the page scrolls.
  function onTouch(event) {
    const ours = event.touches.length > 1 || mode === "select" || hand || zoom.k > 1 || (frame && nearest(at(event.touches[0])));
    if (ours && !mirror.frame("example")) event.preventDefault();
  }

  // A name of the tray that was held, or that need not scroll, goes with the finger.
  const onTrayTouch = (event) => hand?.way === "drag" && event.cancelable && event.preventDefault();

  function hover(event) {
    if (event.pointerType !== "mouse" || !frame) return;
    const id = svg.contains(event.target) ? nearest(at(event)) : null;
    svg.style.cursor = id ? "grab" : "";
    name(id);
  }

  // A click that no pointer made is a screen reader's.
  function onClick(event) {
    const id = event.target.closest("[data-id]")?.dataset.id;
    if (id && event.detail === 0 && !event.pointerType) press(id, false);
  }

  // --- closer and wider -----------------------------------------------------------------

  function setZoom(k, [px, py], from = zoom) {
    const next = Math.min(8, Math.max(1, k));
    const x = px - ((px - from.x) / from.k) * next;
    const y = py - ((py - from.y) / from.k) * next;
    const most = [frame.width * (1 - next), frame.height * (1 - next)];
    zoom = { k: next, x: Math.min(0, Math.max(most[0], x)), y: Math.min(0, Math.max(most[1], y)) };
    frame.unit = 1 / next;
    redraw();
  }

  const zoomBy = (factor) => frame && setZoom(zoom.k * factor, [frame.width / 2, frame.height / 2]);

  function onWheel(event) {
    if (!event.ctrlKey && !event.metaKey && !map.contains(document.activeElement)) return; // the page scrolls
    event.preventDefault();
    const box = svg.getBoundingClientRect();
    setZoom(zoom.k * Math.exp(-event.deltaY * 0.002), [event.clientX - box.left, event.clientY - box.top]);
  }

  function movePinch() {
    const [a, b] = [...pointers.values()];
    const box = svg.getBoundingClientRect();
    const apart = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
    setZoom((pinch.zoom.k * apart) / pinch.apart, [pinch.middle[0] - box.left, pinch.middle[1] - box.top], pinch.zoom);
  }

  function pan(event) {
    const most = [frame.width * (1 - zoom.k), frame.height * (1 - zoom.k)];
    zoom.x = Math.min(0, Math.max(most[0], down.zoom.x + event.clientX - down.x));
    zoom.y = Math.min(0, Math.max(most[1], down.zoom.y + event.clientY - down.y));
    drawTools();
  }

  // --- ears -----------------------------------------------------------------------------

  function fail() {
    failure.textContent = model.get("failure");
    failure.hidden = !failure.textContent;
  }

  const ears = [
    [map, "keydown", onKey],
    [map, "pointerdown", onDown],
    [map, "pointermove", onMove],
    [map, "pointerup", onUp],
    [map, "pointercancel", onCancel],
    [map, "pointerleave", () => name(null)],
    [map, "focusin", (event) => (current = event.target.closest("[data-id]")?.dataset.id ?? current) && name(current)],
    [map, "focusout", () => name(null)],
    [map, "click", onClick],
  ];
  for (const [node, type, listener] of ears) node.addEventListener(type, listener);
  svg.addEventListener("wheel", onWheel, { passive: false });
  svg.addEventListener("touchstart", onTouch, { passive: false });
  tray.addEventListener("touchmove", onTrayTouch, { passive: false });
  const sizes = new ResizeObserver(() => map.clientWidth && (stale || map.clientWidth !== frame?.width) && redraw());
  sizes.observe(map);
  model.on("change:failure", fail);
  fail();
  return () => {
    sizes.disconnect();
    model.off("change:failure", fail);
    mirror.close();
    el.replaceChildren();
  };
}

export { layOut, slicesOf };
export default { render };
