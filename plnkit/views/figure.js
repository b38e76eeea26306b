// One chart: plotly is loaded once a page, the figure is redrawn in place, names do not overlap.

function shared() {
  return (window.plnkit ??= {});
}

function addScript(source) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error("plotly did not load"));
    document.head.append(script);
  });
}

function fromKernel(model) {
  return new Promise((resolve, reject) => {
    const hear = ({ plotly }) => {
      if (!plotly) return;
      model.off("msg:custom", hear);
      const source = URL.createObjectURL(new Blob([plotly], { type: "text/javascript" }));
      addScript(source).then(resolve, reject);
    };
    model.on("msg:custom", hear);
    model.send({ do: "need-plotly" });
  });
}

// A figure is drawn in the colours of paper; what the page's look has for each stands in its tokens.
function inTheLookOfThePage(source) {
  const look = getComputedStyle(document.documentElement);
  return source.replace(/#[0-9a-f]{6}(?=[";])/g, (colour) => (TOKENS[colour] && look.getPropertyValue(TOKENS[colour]).trim()) || colour);
}

function plotly(model) {
  const address = document.body.dataset.plotly;
  shared().plotly ??= (address ? addScript(address) : fromKernel(model)).catch((fault) => {
    shared().plotly = null; // the next drawing tries again
    throw fault;
  });
  return shared().plotly;
}

const LOOKS = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"];
const WIDE = 600; // pixels: there is room for words beside what they name
const NARROW = 340; // pixels: words around the edge of a map need a second line
const SMALL = 300; // pixels: the smallest phones
const BESIDE = 0.42; // of the width: the most that the names of rows take
const APART = 4; // pixels between a name and a mark that is not its own
const LEAST = 5; // pixels: a mark of a day on which something was
const MANY = 60; // ties: no name finds a way around so many

// Plotly's JSON packs numbers as base64.
const PACKED = { f4: Float32Array, f8: Float64Array };

function numbers(values) {
  if (!values?.bdata) return values ?? [];
  const bytes = Uint8Array.from(atob(values.bdata), (c) => c.charCodeAt(0));
  return new PACKED[values.dtype](bytes.buffer);
}

// Where a name can stand beside its mark, best first.
function places({ x, y, size, font }, wide) {
  const tall = font * 1.4;
  const off = size / 2 + 2;
  const box = (left, top) => ({ left, right: left + wide, top, bottom: top + tall });
  return [
    box(x - wide / 2, y + off),
    box(x - wide / 2, y - off - tall),
    box(x + off + 1, y - tall / 2),
    box(x - off - 1 - wide, y - tall / 2),
    box(x + size / 2, y + off / 2),
    box(x - size / 2 - wide, y + off / 2),
    box(x + size / 2, y - off / 2 - tall),
    box(x - size / 2 - wide, y - off / 2 - tall),
    ...[y + off, y - off - tall].flatMap((top) => [box(x - off, top), box(x + off - wide, top)]),
  ];
}

function around(x, y, size) {
  return { left: x - size / 2, right: x + size / 2, top: y - size / 2, bottom: y + size / 2 };
}

function meet(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

// Boxes along a straight line.
function along([x0, y0], [x1, y1], size) {
  const steps = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / 4));
  return Array.from({ length: steps + 1 }, (_, i) => around(x0 + ((x1 - x0) * i) / steps, y0 + ((y1 - y0) * i) / steps, size));
}

// A first name will do for a person, two words for a source, or one.
function shorter(text, symbol) {
  const [first, second, ...more] = text.split(" ");
  if (!second) return [text];
  if (symbol !== "diamond") return [text, first];
  return [text, ...(more.length ? [`${first} ${second}…`] : []), ...(first.length > 3 ? [`${first}…`] : [])];
}

// How a figure's numbers become pixels, and back: the map is round, other charts have two axes.
function roundScene({ width, height, xaxis, annotations }, data, wide) {
  const unit = Math.min(width, height) / (xaxis.range[1] - xaxis.range[0]);
  const to = (x, y) => [width / 2 + x * unit, height / 2 - y * unit];
  const level = annotations.filter((note) => note.textangle === undefined);
  const turned = annotations.filter((note) => note.textangle !== undefined);
  return {
    to,
    from: (x, y) => [(x - width / 2) / unit, (height / 2 - y) / unit],
    holds: ({ left, right, top, bottom }) => left >= 0 && right <= width && top >= 0 && bottom <= height,
    first: (x, y) => Math.hypot(x - width / 2, y - height / 2),
    fixed: [
      around(width / 2, height / 2, data.at(-1).marker.size), // "You"
      ...level.map((note) => around(width / 2, height / 2 - note.y * unit - (note.yshift ?? 0), 14)),
      ...turned.flatMap((note) => along(...ends(note, to, wide), note.font.size * 1.2 * lines(note.text).length)),
    ],
  };
}

// Where a turned word begins and ends.
function ends({ x, y, text, textangle, font }, to, wide) {
  const [middle, turn] = [to(x, y), (textangle * Math.PI) / 180];
  const half = longest(text, wide, font.size) / 2;
  return [-half, half].map((away) => [middle[0] + away * Math.cos(turn), middle[1] + away * Math.sin(turn)]);
}

function squareScene({ width, height, xaxis, yaxis, margin: { l, r, t, b } }) {
  const [x0, x1] = xaxis.range;
  const [y0, y1] = yaxis.range;
  const [w, h] = [width - l - r, height - t - b];
  return {
    to: (x, y) => [l + ((x - x0) / (x1 - x0)) * w, t + ((y1 - y) / (y1 - y0)) * h],
    from: (x, y) => [x0 + ((x - l) / w) * (x1 - x0), y1 - ((y - t) / h) * (y1 - y0)],
    holds: ({ left, right, top, bottom }) => left >= l - 4 && right <= width && top >= t && bottom <= t + h,
    first: (x) => -x,
    fixed: [],
  };
}

// Every mark with a name, those that get a place first, in pixels.
function marks(data, scene, most) {
  const named = data.filter((trace) => trace.mode === "markers+text" && trace.customdata);
  const found = named.flatMap((trace) => {
    const [xs, ys] = [numbers(trace.x), numbers(trace.y)];
    trace.mode = "markers";
    return trace.text.map((text, i) => {
      const [x, y] = scene.to(xs[i], ys[i]);
      const { size, symbol } = trace.marker;
      return { texts: shorter(text, symbol), x, y, size, symbol, font: Math.min(most, trace.textfont.size) };
    });
  });
  const people = (one) => one.symbol !== "diamond"; // a source without a name is in the table
  return found.sort((a, b) => people(b) - people(a) || scene.first(a.x, a.y) - scene.first(b.x, b.y));
}

// What measures words, in pixels.
function ruler({ family }) {
  const pen = document.createElement("canvas").getContext("2d");
  return (text, size, weight = 400) => {
    pen.font = `${weight} ${size}px ${family}`;
    return pen.measureText(text.replace(/&#?\w+;/g, "x")).width + 4;
  };
}

const lines = (text) => text.split("<br>").map((line) => line.replace(/<.*?>/g, ""));
const longest = (text, wide, size) => Math.max(...lines(text).map((line) => wide(line, size, text.includes("<b>") ? 700 : 400)));

// Give each name a place where it touches nothing, no line either if that can be; one that finds none
// is left out, and hovering and the table still have it. Names are a trace of their own: only those
// shown cost time.
function placeNames(data, layout, wide, drawn) {
  const scene = (layout.meta.edge ? roundScene : squareScene)(layout, data, wide);
  const strokes = drawn.flatMap(([from, to]) => along(scene.to(...from), scene.to(...to), 3));
  const points = marks(data, scene, layout.width < SMALL ? 11 : layout.width < NARROW ? 12 : 14);
  const names = { type: "scatter", mode: "text", cliponaxis: false, x: [], y: [], text: [], hoverinfo: "skip" };
  const taken = [...points.map(({ x, y, size }) => around(x, y, size)), ...scene.fixed];
  for (const point of points) {
    // As near to another mark as to its own, a name would be that one's, too.
    const near = points.filter((other) => other !== point).map(({ x, y, size }) => around(x, y, size + 2 * APART));
    const found = point.texts.flatMap((text) =>
      places(point, wide(text, point.font))
        .filter((box) => scene.holds(box) && ![...taken, ...near].some((other) => meet(box, other)))
        .map((box) => ({ text, box })),
    );
    const { text, box: free } = found.find(({ box }) => !strokes.some((stroke) => meet(box, stroke))) ?? found[0] ?? {};
    if (!text) continue;
    taken.push(free);
    const [x, y] = scene.from((free.left + free.right) / 2, (free.top + free.bottom) / 2);
    names.x.push(x);
    names.y.push(y);
    names.text.push(text);
    names.textfont = { size: point.font };
  }
  if (layout.meta.edge) data.splice(-1, 0, names); // under "You", which is last
  else data.unshift(names);
}

// All ties as one path: as a trace, plotly would make an element of each. Returns their pieces, of a few.
function joinTies(data, layout) {
  const ties = data.shift();
  const [xs, ys] = [numbers(ties.x), numbers(ties.y)];
  const pieces = [];
  let path = "";
  for (let i = 0, pen = "M"; i < xs.length; i++) {
    if (Number.isNaN(xs[i])) pen = "M";
    else {
      path += `${pen}${xs[i].toFixed(3)},${ys[i].toFixed(3)}`;
      if (pen === "L") pieces.push([[xs[i - 1], ys[i - 1]], [xs[i], ys[i]]]);
      pen = "L";
    }
  }
  if (path) layout.shapes.push({ type: "path", path, line: ties.line, opacity: ties.opacity ?? 1, layer: "below" });
  return path.split("M").length > MANY ? [] : pieces;
}

const straight = ({ shapes = [] }) => shapes.filter(({ type }) => type === "line").map(({ x0, y0, x1, y1 }) => [[x0, y0], [x1, y1]]);

// On a narrow screen marks and the words around the edge are smaller, names stay readable.
function shrink(data, layout) {
  const by = Math.max(0.6, Math.min(1, layout.width / 620));
  for (const { marker } of data) if (marker) marker.size *= by;
  data.at(-1).marker.size = Math.max(30, data.at(-1).marker.size); // it holds the word "You"
  for (const note of layout.annotations ?? []) note.font.size = Math.max(11, note.font.size * by);
  if (layout.width < NARROW) foldWords(data, layout);
}

// Words around the edge get a second line: the rings leave them as much room as that takes.
function foldWords(data, layout) {
  const around = layout.annotations.filter((note) => note.textangle !== undefined);
  for (const note of around) note.text = folded(note.text);
  const most = Math.max(1, ...around.map(({ text }) => lines(text).length));
  const { edge } = layout.meta;
  const unit = (Math.min(layout.width, layout.height) / 2 - 6 - 14 * most) / edge;
  const reach = Math.min(layout.width, layout.height) / 2 / unit;
  layout.xaxis.range = layout.yaxis.range = [-reach, reach];
  for (const note of around) {
    const by = (edge + (2 + 7 * lines(note.text).length) / unit) / Math.hypot(note.x, note.y);
    [note.x, note.y] = [note.x * by, note.y * by];
  }
}

// A text in two lines, broken where they are most alike.
function folded(text) {
  const spaces = [...text].flatMap((letter, at) => (letter === " " ? [at] : []));
  const middle = spaces.sort((a, b) => Math.abs(a - text.length / 2) - Math.abs(b - text.length / 2))[0];
  return middle ? `${text.slice(0, middle)}<br>${text.slice(middle + 1)}` : text;
}

// What a layout has otherwise where there is much room, or little.
function suited(layout, width) {
  const { wide, narrow } = layout.meta ?? {};
  return merged(layout, (width >= WIDE ? wide : width < SMALL ? narrow : null) ?? {});
}

function merged(layout, other) {
  const both = { ...layout };
  for (const [name, value] of Object.entries(other)) both[name] = value?.constructor === Object ? merged(both[name] ?? {}, value) : value;
  return both;
}

// Rows are named in as many letters as there is room for, on their axis or above what they hold.
function nameRows(layout, wide) {
  const { yaxis, meta, width, annotations } = layout;
  if (yaxis.visible !== false) yaxis.ticktext = meta.rows.map((row) => inAFigure(cut(row, (text) => wide(text, 14) < width * (meta.share ?? BESIDE))));
  else meta.rows.forEach((row, i) => (annotations[i].text = inAFigure(cut(row, (text) => wide(text, 13) < width - 24))));
}

function cut(text, fits) {
  const letters = [...text];
  const shown = () => (letters.length === [...text].length ? text : `${letters.join("").trimEnd()}…`);
  while (letters.length > 1 && !fits(shown())) letters.pop();
  return shown();
}

// User text, neither as HTML nor as TeX, and in its own order.
function inAFigure(text) {
  const plain = text.replace(/[&<>$]/g, (letter) => `&#${letter.charCodeAt(0)};`);
  return /[\u0590-\u08ff]/.test(text) ? `\u2068${plain}\u2069` : plain;
}

// The words beside bars stand in the margin: the longest bar ends where they begin.
function leaveRoom(data, layout, wide) {
  const words = data.flatMap(({ text, textposition }) => (textposition === "outside" ? text : []));
  layout.margin = { ...layout.margin, r: layout.margin.r + Math.max(0, ...words.map((text) => longest(text, wide, 14))) };
}

// Marks that stand close together are drawn for a width; with less room they are smaller.
function fit(data, { width, meta }) {
  const by = Math.min(1, width / meta.fits);
  for (const { marker } of data) {
    marker.size = Array.isArray(marker.size) ? marker.size.map((size) => Math.max(LEAST, size * by)) : marker.size * by;
  }
}

function fillTable(table, { head = [], rows = [] }) {
  table.replaceChildren();
  const top = table.createTHead().insertRow();
  for (const title of head) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = title;
    top.append(cell);
  }
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const [at, value] of row.entries()) {
      const cell = line.insertCell();
      cell.dataset.label = head[at];
      cell.append(isolated(value));
    }
  }
}

function isolated(text) {
  const element = document.createElement("bdi");
  element.textContent = text;
  return element;
}

function render({ model, el }) {
  el.classList.add("pln-view", "pln-figure");
  el.dataset.plnView = model.get("key");
  el.dataset.plnState = "drawing";
  const reading = document.createElement("p");
  const box = document.createElement("div");
  const details = document.createElement("details");
  const table = document.createElement("table");
  const title = document.createElement("h2");
  title.className = "pln-question";
  title.textContent = model.get("title");
  title.hidden = !title.textContent;
  reading.className = "pln-reading";
  reading.dataset.drawing = "bars";
  reading.setAttribute("aria-live", "polite");
  box.className = "pln-plot";
  box.setAttribute("role", "img");
  table.className = "pln-table";
  const scroll = Object.assign(document.createElement("div"), { className: "pln-scroll", tabIndex: 0 });
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", tr("{title}: table", { title: model.get("title") || tr("Chart") }));
  scroll.append(table);
  details.append(Object.assign(document.createElement("summary"), { textContent: tr("The same as a table") }), scroll);
  el.append(title, reading, box, details);
  details.addEventListener("toggle", () => details.open && fillTable(table, model.get("table")));

  let width = 0;
  let gone = false;
  let next = Promise.resolve();

  // The height follows from the figure's own words before anything is drawn: nothing jumps.
  function hold(figure) {
    width = box.clientWidth || el.clientWidth || 600;
    const layout = suited(figure, width);
    const { aspect, height } = layout.meta ?? {};
    const room = window.innerHeight - 290; // what the page's header and the card's words leave
    const tall = height ?? Math.min(width * (aspect ?? 0.6), Math.max(340, room));
    box.style.height = `${Math.round(tall)}px`;
    return { ...layout, width, height: Math.round(tall) };
  }

  async function drawNow() {
    const failure = model.get("failure");
    const text = failure || model.get("words");
    if (reading.textContent !== text) reading.textContent = text;
    box.setAttribute("aria-label", text);
    reading.classList.toggle("pln-empty", !failure && !model.get("figure"));
    box.hidden = details.hidden = Boolean(failure) || !model.get("figure");
    if (!model.get("figure")) forget();
    else if (details.open) fillTable(table, model.get("table"));
    else table.replaceChildren(); // it is filled when it is opened
    const source = model.get("figure");
    if (source && !failure) {
      const { data, layout } = JSON.parse(inTheLookOfThePage(source));
      const held = hold(layout);
      const wide = ruler(layout.template.layout.font);
      const drawn = held.meta?.edge ? joinTies(data, held) : straight(held);
      if (held.meta?.edge) shrink(data, held);
      if (held.meta?.fits) fit(data, held);
      if (held.meta?.rows) nameRows(held, wide);
      if (held.meta?.beside) leaveRoom(data, held, wide);
      if (held.meta?.edge || held.meta?.names) placeNames(data, held, wide, drawn);
      const Plotly = await plotly(model);
      if (gone) return;
      await Plotly.react(box, data, held, { displayModeBar: false });
      listen();
    }
    el.dataset.plnState = "drawn";
    el.dataset.plnDrawn = Number(el.dataset.plnDrawn ?? 0) + 1;
  }

  // What somebody withdrew must not stay under what is hidden.
  function forget() {
    window.Plotly?.purge(box);
    box.replaceChildren();
    delete box.dataset.listens;
    table.replaceChildren();
  }

  function listen() {
    if (box.dataset.listens) return;
    box.dataset.listens = "yes";
    box.on("plotly_click", ({ points }) => {
      const id = points.find((p) => p.customdata)?.customdata;
      if (id) model.send({ do: "click", value: id });
    });
  }

  // What changes together is drawn once.
  let waiting = false;
  function draw() {
    if (waiting) return;
    waiting = true;
    next = next.then(() => {
      waiting = false;
      return drawNow();
    }).catch((fault) => {
      console.warn("plnkit: a chart could not be drawn:", fault.message);
      reading.textContent = `${model.get("words")} ${tr("(The picture could not be drawn; the table has it all.)")}`;
      el.dataset.plnState = "drawn";
    });
  }

  const onSize = new ResizeObserver(() => {
    if (box.clientWidth && Math.abs(box.clientWidth - width) > 1) draw();
  });
  onSize.observe(el);
  const looks = LOOKS.map((query) => matchMedia(query));
  for (const look of looks) look.addEventListener("change", draw);
  document.addEventListener("plnkit:look", draw);
  model.on("change:figure", draw);
  model.on("change:failure", draw);
  model.on("change:words", draw);
  draw();
  return () => {
    gone = true;
    onSize.disconnect();
    for (const look of looks) look.removeEventListener("change", draw);
    document.removeEventListener("plnkit:look", draw);
    model.off("change:figure", draw);
    model.off("change:failure", draw);
    model.off("change:words", draw);
    window.Plotly?.purge(box);
  };
}

export default { render };
