// The rings map: the learner in the middle, members on four rings in slices, a tray of those who have
// no place yet. Whatever can be dragged can be done by keys and by tapping too.

const wordsOfWays = () => [["role", tr("By role")], ["channel", tr("By channel")], ["organisation", tr("By organisation")], ["topic", tr("By topic")]];
const STAYS = {
  role: () => tr("The role stays as it is."),
  channel: () => tr("The channel stays as it is."),
  organisation: () => tr("The organisation stays as it is."),
  topic: () => tr("The topic stays as it is."),
};
const NEAR = 24; // px: a finger is that wide
const STIR = { mouse: 4, pen: 6, touch: 8 }; // px of a move that is a drag and no tap
const HOLD = 250; // ms: a name that is held so long is picked up
const keys = () => tr("Arrow keys go from member to member. Enter picks one up: the arrows then choose ring and slice, Enter puts it down, Escape cancels. Space opens the card, Shift and Space selects.");

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

function render({ model, el }) {
  const mirror = mirrorOf(model, redraw, (id) => (itemOf(id) ?? itemOf(current))?.focus());
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
  let told = null; // what says in words what was done last, until something else is
  let hand = null; // what is picked up: {id, ring, slice, turn, way}
  const tie = { from: null }; // who is being asked about
  const chosen = new Set();
  const pointers = new Map();
  const nodes = new Map();
  const chips = new Map();

  // --- what there is on the page --------------------------------------------------------

  const word = make("p", { class: "pln-word", role: "status" });
  const tools = make("div", { class: "pln-tools", role: "group", "aria-label": tr("The map") });
  const many = manyBar(mirror, () => (chosen.clear(), enter("move")), () => (itemOf(current) ?? way).focus());
  const tray = make("ul", { class: "pln-tray", role: "list", "aria-label": tr("Not placed yet") });
  const layers = Object.fromEntries(["ground", "ties", "target", "marks", "above"].map((name) => [name, draw("g", { class: `pln-${name}` })]));
  const view = draw("g", {}, ...Object.values(layers));
  const svg = draw("svg", {}, view);
  const help = make("p", { id: `pln-keys-${key}-${newId()}`, class: "pln-hidden" }, keys());
  const map = make("div", { role: "application", "aria-label": tr("Map of your network"), "aria-describedby": help.id, class: "pln-map" }, svg, tray);
  const zooming = make("span", { class: "pln-zoom" });
  const stage = make("div", { class: "pln-stage" }, map, zooming);
  const failure = make("p", { class: "pln-notice", role: "alert" });
  failure.hidden = true;

  const way = select(tr("Slices of the map by"), wordsOfWays(), by, (value) => {
    hand = null;
    told = null;
    by = value;
    kept.put(`plnkit-by ${key}`, by);
    redraw();
  });
  const toggles = {
    ties: button(tr("Ties"), () => ((showTies = !showTies), kept.put(`plnkit-ties ${key}`, showTies), redraw())),
    tie: button(tr("Who knows whom"), () => enter(mode === "tie" ? "move" : "tie")),
    select: button(tr("Select several"), () => enter(mode === "select" ? "move" : "select")),
  };
  const closer = button("+", () => zoomBy(1.4));
  const wider = button("−", () => zoomBy(1 / 1.4));
  closer.setAttribute("aria-label", tr("Zoom in"));
  wider.setAttribute("aria-label", tr("Zoom out"));
  zooming.append(closer, wider);
  tools.append(way, toggles.ties, toggles.tie, toggles.select);
  el.replaceChildren(failure, make("div", { class: "pln-top" }, tools, many.node), word, stage, help);

  // --- words ----------------------------------------------------------------------------

  const ringName = (ring) => (ring ? tr("ring {n}", { n: ring }) : tr("not placed"));
  const sliceName = (slice) => slices[slice]?.inside ?? slices[slice]?.label ?? "";
  const saidOf = (m) => [m.name, ringName(m.ring), sliceName(sliceOf(m, by, slices)), ...(chosen.has(m.id) ? [tr("selected")] : []), ...(mirror.isWaiting(m.id) ? [tr("not saved yet")] : [])].join(", ");

  function say(text) {
    if (word.textContent !== text) word.textContent = text;
  }

  function forgetWords() {
    told = null;
    mirror.forget();
  }

  function sayWhatToDo() {
    if (mirror.frame("example")) return say(tr("This is how a map can look. Yours grows with each name that you add."));
    if (hand) return say(`${mirror.member(hand.id).name}: ${ringName(hand.ring)}${hand.ring ? `, ${sliceName(hand.slice)}` : ""}`);
    const done = mirror.word || told?.();
    if (done) return say(done);
    if (mode === "tie") return say(tie.from ? tr("Tap those whom {who} knows. Tap {who} again when you are done.", { who: mirror.member(tie.from).name }) : tr("Tap a member, then those whom they know."));
    if (mode === "select") return say(tr("Tap members, or draw a loop around them."));
    const waiting = chips.size;
    if (waiting) return say(trn("{n} not placed yet. Drag each to its ring (1 is closest), or tap a name, then a ring.", "{n} not placed yet. Drag each to its ring (1 is closest), or tap a name, then a ring.", waiting));
    say(shown.length ? tr("Drag members to the ring that fits: 1 is closest. Tap one to see its card.") : "");
  }

  // --- drawing --------------------------------------------------------------------------

  function resize() {
    const width = Math.max(240, map.clientWidth);
    const height = svg.clientHeight || width;
    const radius = radiusOf({ width, height }, slices);
    if (frame?.width === width && frame.height === height && frame.radius === radius) return;
    frame = { unit: 1 / zoom.k, size: `${width} ${height} ${radius}`, width, height, x: width / 2, y: height / 2, radius };
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  }

  function redraw() {
    if (!mirror?.ready) return;
    const focused = map.contains(document.activeElement);
    shown = mirror.members;
    drawTray(); // it takes room from the map
    el.dataset.plnState = "drawn";
    stale = !map.clientWidth; // out of sight: it is drawn when it is seen
    if (stale) return;
    for (const id of chosen) if (!mirror.has(id)) chosen.delete(id);
    if (hand && !mirror.has(hand.id)) {
      const gone = tr("{who} was removed.", { who: hand.name });
      [hand, told] = [null, () => gone];
    }
    if (tie.from && !mirror.has(tie.from)) tie.from = null;
    const before = slices.map((slice) => slice.label).join("\n");
    slices = slicesOf(by, shown, mirror.frame);
    resize();
    if (hand) hand.slice = Math.max(0, slices.findIndex(({ value }) => value === hand.value));
    for (const member of shown) member.sector = sliceOf(member, by, slices);
    if (slices.map((slice) => slice.label).join("\n") !== before || layers.ground.dataset.frame !== frame.size) drawGround();
    spots = layOut(shown, slices.length, frame, widthOf, spots);
    drawMarks();
    drawTies();
    drawTools();
    drawTarget();
    sayWhatToDo();
    if (focused && !map.contains(document.activeElement)) (itemOf(current) ?? way).focus();
  }

  const widthOf = (text) => measure(text, frame.width < NARROW ? 12 : 13);

  function drawGround() {
    layers.ground.replaceChildren(...groundOf(frame, slices, `pln-arc-${help.id}`));
    layers.ground.dataset.frame = frame.size;
    frame.taken = takenBy(frame, slices);
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
    toggles.tie.firstChild.data = mode === "tie" ? tr("Done with ties") : tr("Who knows whom");
    toggles.select.firstChild.data = mode === "select" ? tr("Done selecting") : tr("Select several");
    many.show(chosen);
    view.setAttribute("transform", `translate(${zoom.x} ${zoom.y}) scale(${zoom.k})`);
    svg.style.setProperty("--pln-closer", zoom.k);
    zooming.hidden = !shown.length;
    tools.hidden = !shown.length || chosen.size > 0; // what can be done with many takes their place
    toggles.tie.hidden = toggles.select.hidden = mirror.frame("example");
    if (!current || !itemOf(current)) current = order()[0]?.id ?? null;
    for (const [id, node] of nodes) setOnce(node, { tabindex: id === current ? "0" : "-1" });
    for (const [id, item] of chips) setOnce(item.firstChild, { tabindex: id === current ? "0" : "-1" });
  }

  function drawTarget() {
    const parts = [];
    if (hand?.ring) {
      parts.push(draw("path", { class: "pln-cell-target", d: cellPath(frame, hand.ring, hand.slice, slices.length) }));
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
    forgetWords();
    hand = null;
    redraw();
  }

  function finishTies() {
    if (tie.from) mirror.send("asked", [tie.from]);
    tie.from = null;
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
      finishTies();
    } else {
      const tied = [...tiesNow()].some((t) => isPair(t, tie.from, id));
      mirror.send("tie", { a: tie.from, b: id, tied: !tied }, `tie ${[tie.from, id].sort()}`);
      const pair = { a: mirror.member(tie.from).name, b: mirror.member(id).name };
      told = () => (tied ? tr("{a} and {b}: not tied", pair) : tr("{a} and {b}: tied", pair));
    }
    redraw();
  }

  function choose(id) {
    if (!chosen.delete(id)) chosen.add(id);
    redraw();
  }

  function pick(id, way) {
    const member = mirror.member(id);
    const slice = sliceOf(member, by, slices);
    hand = { id, name: member.name, ring: member.ring ?? null, slice, value: slices[slice].value, turn: null, way };
    current = id;
    redraw();
  }

  function drop() {
    const { id, ring, slice, turn } = hand;
    const member = mirror.member(id);
    const sector = ring ? writes(member, by, slices[slice]) : null;
    const before = mirror.outbox.waiting.find(({ field }) => field === `move ${id} ${by}`)?.value; // it is said anew
    const place = ring && turn !== null ? placeOf(turn, slice, slices.length) : (member.ring ?? null) === ring ? (member.place ?? null) : null;
    hand = null;
    const strays = ring && sector === null && slice !== sliceOf(member, by, slices);
    told = () => (mirror.has(id) ? saidOf(mirror.member(id)) + (strays ? `. ${STAYS[by]()}` : "") : "");
    mirror.send("move", { id, ring, by, sector: sector ?? before?.sector ?? null, place }, `move ${id} ${by}`);
    focusOn(id);
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
    bringInside(spots.get(id));
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
    hand.value = slices[hand.slice].value;
    hand.turn = null;
    const share = hand.ring && (band(hand.ring)[0] + band(hand.ring)[1]) / 2;
    hand.at = hand.ring ? pointAt(frame, share, ((hand.slice + 0.5) / slices.length) * 2 * Math.PI) : null;
    redraw();
  }

  const ARROWS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  function onKey(event) {
    const id = event.target.closest?.("[data-id]")?.dataset.id;
    forgetWords();
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
    forgetWords();
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
    if (event.pointerType === "mouse" && !event.buttons) return onCancel(event); // lifted somewhere else
    const [dx, dy] = [event.clientX - down.x, event.clientY - down.y];
    if (Math.hypot(dx, dy) > (STIR[down.type] ?? 4)) down.moved = true;
    if (!down.moved) return;
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
    if (down.id && mode === "move") pick(down.id, "drag");
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
    hand.value = slices[hand.slice].value;
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
    const { drag, loop, id, point, tray: fromTray, moved } = down;
    if (hand?.way === "drag" && !moved) hand.way = "tap"; // held, and lifted where it was
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

  function shift(x, y) {
    const most = [frame.width * (1 - zoom.k), frame.height * (1 - zoom.k)];
    zoom.x = Math.min(0, Math.max(most[0], x));
    zoom.y = Math.min(0, Math.max(most[1], y));
    drawTools();
  }

  const pan = (event) => shift(down.zoom.x + event.clientX - down.x, down.zoom.y + event.clientY - down.y);

  function bringInside(spot) {
    if (!spot || zoom.k === 1) return;
    const [x, y] = [spot.x * zoom.k + zoom.x, spot.y * zoom.k + zoom.y];
    const seen = x > 20 && y > 20 && x < frame.width - 20 && y < frame.height - 20;
    if (!seen) shift(frame.width / 2 - spot.x * zoom.k, frame.height / 2 - spot.y * zoom.k);
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
  const sizes = new ResizeObserver(() => map.clientWidth && (stale || map.clientWidth !== frame?.width || svg.clientHeight !== frame.height) && redraw());
  sizes.observe(map);
  sizes.observe(svg);
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
