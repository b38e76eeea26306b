// The ground of the map, drawn once for a size: rings, slices and what is written on them.

const SVG = "http://www.w3.org/2000/svg";

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

// A piece of a circle as a path, clockwise or back; angles as in layout.js.
function arc(frame, share, from, to, back = false) {
  const [a, b] = back ? [to, from] : [from, to];
  const [x0, y0] = pointAt(frame, share, a);
  const [x1, y1] = pointAt(frame, share, b);
  const r = (share * frame.radius).toFixed(1);
  return `${x0.toFixed(1)} ${y0.toFixed(1)} A ${r} ${r} 0 ${to - from > Math.PI ? 1 : 0} ${back ? 0 : 1} ${x1.toFixed(1)} ${y1.toFixed(1)}`;
}

// Where a ring and a slice meet.
function cellPath(frame, ring, slice, slices) {
  const step = (2 * Math.PI) / slices;
  const [inner, outer] = band(ring);
  const [from, to] = [slice * step, (slice + 1) * step - 0.001];
  return `M ${arc(frame, outer, from, to)} L ${arc(frame, inner, from, to, true)} Z`;
}

function groundOf(frame, slices, id) {
  const { x, y, radius } = frame;
  const rings = [4, 3, 2, 1].map((ring) => draw("circle", { cx: x, cy: y, r: band(ring)[1] * radius, class: "pln-ring" }));
  const names = [1, 2, 3, 4].map((ring) => written("text", { x, y: y - band(ring)[1] * radius + 13, class: "pln-ring-name" }, String(ring)));
  const you = [draw("circle", { cx: x, cy: y, r: hubOf(frame), class: "pln-hub" }), written("text", { x, y: y + 4.5, class: "pln-you" }, tr("You"))];
  return [...rings, ...slices.flatMap((slice, i) => sliceParts(frame, slice, i, slices.length, `${id}-${i}`)), ...names, ...you];
}

function written(tag, attributes, text) {
  const node = draw(tag, attributes);
  node.textContent = text;
  return node;
}

// A slice: the line at its beginning, and its name along the edge.
function sliceParts(frame, { label }, i, slices, id) {
  const step = (2 * Math.PI) / slices;
  const [[x1, y1], [x2, y2]] = [HUB, 1].map((share) => pointAt(frame, share, i * step));
  const low = isLow(i, slices);
  const line = slices > 1 ? [draw("line", { x1, y1, x2, y2, class: "pln-spoke" })] : [];
  const names = linesOf(label, frame, slices, low).flatMap((text, n) => {
    const d = `M ${arc(frame, 1 + (n * LEADING + (low ? 15 : 6)) / frame.radius, i * step, (i + 1) * step - 0.001, low)}`;
    const along = written("textPath", { href: `#${id}-${n}`, startOffset: "50%", "text-anchor": "middle" }, text);
    return [draw("path", { id: `${id}-${n}`, d, fill: "none" }), draw("text", { class: "pln-slice" }, along)];
  });
  return [...line, ...names];
}

const AROUND = 22; // px between the rings and the edge of the map: a line of words
const LEADING = 13; // px from one line to the next
const sizeOf = ({ width }) => (width < NARROW ? 11 : 12);
const isLow = (i, slices) => Math.cos(((i + 0.5) / slices) * 2 * Math.PI) < -0.01; // there letters would stand on their head

// What is written along a slice, from the rings outwards: in two lines where it is narrow.
function linesOf(label, frame, slices, low) {
  const room = (n) => (2 * Math.PI * (frame.radius + 11 + n * LEADING)) / slices - 8;
  const size = sizeOf(frame);
  const spaces = [...label.matchAll(/ /g)].map(({ index }) => index);
  const apart = (at) => Math.abs(at - label.length / 2);
  const [middle] = spaces.sort((a, b) => apart(a) - apart(b));
  if (!middle || measure(label, size) <= room(0) - 6) return [trimmed(label, room(0), size)];
  const both = [label.slice(0, middle), label.slice(middle + 1)];
  return (low ? both : both.reverse()).map((line, n) => trimmed(line, room(n), size));
}

function trimmed(text, room, size) {
  let most = [...text].length;
  while (most > 6 && measure(cut(text, most), size) > room) most--;
  return cut(text, most);
}

// How far out the rings can go, so that the words around them are seen.
function radiusOf(frame, slices) {
  const radius = Math.min(frame.width, frame.height) / 2 - AROUND;
  const folds = slices.some(({ label }) => linesOf(label, { ...frame, radius }, slices.length).length > 1);
  return folds ? radius - 8 : radius; // the corners of the map have room for the rest
}

// The boxes of what is written: no name of a member goes there.
function takenBy(frame, slices) {
  const { x, y, radius } = frame;
  const rings = [1, 2, 3, 4].map((ring) => around(x, y - band(ring)[1] * radius + 9, 7));
  const names = slices.flatMap(({ label }, i) =>
    linesOf(label, frame, slices.length, isLow(i, slices.length)).flatMap((text, n) => {
      const half = measure(text, sizeOf(frame)) / 2;
      const middle = ((i + 0.5) / slices.length) * 2 * Math.PI;
      const away = 11 + n * LEADING;
      return Array.from({ length: Math.ceil(half / 4) + 1 }, (_, n) => around(...pointAt(frame, 1 + away / radius, middle + (Math.min(8 * n, 2 * half) - half) / (radius + away)), 7));
    }),
  );
  return [...rings, ...names];
}
