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

function plotly(model) {
  const address = document.body.dataset.plotly;
  shared().plotly ??= (address ? addScript(address) : fromKernel(model)).catch((fault) => {
    shared().plotly = null; // the next drawing tries again
    throw fault;
  });
  return shared().plotly;
}

// Plotly's JSON packs numbers as base64.
const PACKED = { f4: Float32Array, f8: Float64Array };

function numbers(values) {
  if (!values?.bdata) return values ?? [];
  const bytes = Uint8Array.from(atob(values.bdata), (c) => c.charCodeAt(0));
  return new PACKED[values.dtype](bytes.buffer);
}

// Where a name can stand beside its mark, best first: plotly's word, and its box.
function places(x, y, mark, wide, tall) {
  const half = wide / 2;
  const off = mark / 2 + 2;
  const box = (left, top) => ({ left, right: left + wide, top, bottom: top + tall });
  return [
    ["bottom center", box(x - half, y + off)],
    ["top center", box(x - half, y - off - tall)],
    ["middle right", box(x + off + 2, y - tall / 2)],
    ["middle left", box(x - off - 2 - wide, y - tall / 2)],
  ];
}

function meet(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

// Give each name, the closest first, a place where it touches nothing; one that finds none is
// left out, and hovering and the table still have it.
function placeNames(data, { width, height, xaxis, meta, font }) {
  const unit = Math.min(width, height) / (xaxis.range[1] - xaxis.range[0]);
  const pen = document.createElement("canvas").getContext("2d");
  const points = data.flatMap((trace) => {
    if (!trace.mode?.includes("text")) return [];
    const [xs, ys] = [numbers(trace.x), numbers(trace.y)];
    const wanted = trace.text;
    trace.text = wanted.map(() => "");
    trace.textposition = wanted.map(() => "middle center");
    return wanted.map((text, i) => ({ trace, i, text, x: width / 2 + xs[i] * unit, y: height / 2 - ys[i] * unit, far: Math.hypot(xs[i], ys[i]) }));
  });
  const taken = points.map(({ trace, x, y }) => {
    const r = trace.marker.size / 2;
    return { left: x - r, right: x + r, top: y - r, bottom: y + r };
  });
  const edge = meta.edge * unit;
  const inside = (box) =>
    [box.left, box.right].every((x) => [box.top, box.bottom].every((y) => Math.hypot(x - width / 2, y - height / 2) < edge));
  for (const { trace, i, text, x, y, far } of points.sort((a, b) => a.far - b.far)) {
    if (far === 0) {
      trace.text[i] = text; // "You" stands in its mark
      continue;
    }
    pen.font = `${trace.textfont.size}px ${font.family}`;
    const wide = pen.measureText(text.replace(/&[#\w]+;/g, "x")).width + 4;
    const free = places(x, y, trace.marker.size, wide, trace.textfont.size * 1.3).find(
      ([, box]) => inside(box) && !taken.some((other) => meet(box, other)),
    );
    if (!free) continue;
    [trace.textposition[i], trace.text[i]] = [free[0], text];
    taken.push(free[1]);
  }
}

// On a narrow screen marks and the words around the edge are smaller, names stay readable.
function shrink(data, layout) {
  const by = Math.max(0.6, Math.min(1, layout.width / 620));
  for (const { marker } of data) if (marker) marker.size *= by;
  for (const note of layout.annotations ?? []) note.font.size = Math.max(11, note.font.size * by);
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
    for (const value of row) line.insertCell().append(isolated(value));
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
  reading.className = "pln-reading";
  reading.setAttribute("aria-live", "polite");
  box.className = "pln-plot";
  box.setAttribute("role", "img");
  table.className = "pln-table";
  details.append(Object.assign(document.createElement("summary"), { textContent: "The same as a table" }), table);
  el.append(reading, box, details);
  details.addEventListener("toggle", () => details.open && fillTable(table, model.get("table")));

  let width = 0;
  let gone = false;
  let next = Promise.resolve();

  // The height follows from the figure's own words before anything is drawn: nothing jumps.
  function hold(layout) {
    const { aspect, height } = layout.meta ?? {};
    width = box.clientWidth || el.clientWidth || 600;
    const tall = height ?? Math.min(width * (aspect ?? 0.6), Math.max(340, window.innerHeight - 150));
    box.style.height = `${Math.round(tall)}px`;
    return { ...layout, width, height: Math.round(tall) };
  }

  async function drawNow() {
    const failure = model.get("failure");
    const text = failure || model.get("words");
    if (reading.textContent !== text) reading.textContent = text;
    box.setAttribute("aria-label", text);
    box.hidden = details.hidden = Boolean(failure);
    if (details.open) fillTable(table, model.get("table"));
    const source = model.get("figure");
    if (source && !failure) {
      const { data, layout } = JSON.parse(source);
      const held = hold(layout);
      if (held.meta?.edge) {
        shrink(data, held);
        placeNames(data, { font: layout.template.layout.font, ...held });
      }
      const Plotly = await plotly(model);
      if (gone) return;
      await Plotly.react(box, data, held, { displayModeBar: false });
      listen();
    }
    el.dataset.plnState = "drawn";
    el.dataset.plnDrawn = Number(el.dataset.plnDrawn ?? 0) + 1;
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
      reading.textContent = `${model.get("words")} (The picture could not be drawn; the table has it all.)`;
      el.dataset.plnState = "drawn";
    });
  }

  const onSize = new ResizeObserver(() => {
    if (box.clientWidth && Math.abs(box.clientWidth - width) > 1) draw();
  });
  onSize.observe(el);
  model.on("change:figure", draw);
  model.on("change:failure", draw);
  model.on("change:words", draw);
  draw();
  return () => {
    gone = true;
    onSize.disconnect();
    model.off("change:figure", draw);
    model.off("change:failure", draw);
    model.off("change:words", draw);
    window.Plotly?.purge(box);
  };
}

export default { render };
