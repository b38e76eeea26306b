// The slices of a map: by role, or by what the reader chooses.

const ELSE = "…"; // the slice of what has no slice of its own
const MOST_SLICES = 9;

/* The slices of a map: those that its members need, in an order that does not change with their number. */
function slicesOf(by, members, frame) {
  if (by === "role") {
    return [...frame("roles"), { value: "", label: tr("Role not said"), inside: tr("role not said") }, { value: "source", label: tr("Sources"), inside: tr("source") }];
  }
  const known = by === "channel" ? frame("channels") : [];
  const used = new Set(members.map((m) => m[by]).filter(Boolean).sort((a, b) => a.localeCompare(b)));
  const all = [...known.filter((v) => used.has(v)), ...[...used].filter((v) => !known.includes(v))];
  const shown = (all.length ? all : known).slice(0, MOST_SLICES - 2);
  const rest = all.length > shown.length ? [{ value: ELSE, label: tr("Others"), inside: tr("others") }] : [];
  return [...shown.map((value) => ({ value, label: frame("channelWords")[value] ?? value })), ...rest, { value: "", label: tr("Not said"), inside: tr("not said") }];
}

function sliceOf(member, by, slices) {
  const value = by === "role" && member.kind === "source" ? "source" : (member[by] ?? "");
  const found = slices.findIndex((slice) => slice.value === value);
  return found < 0 ? slices.findIndex((slice) => slice.value === ELSE) : found;
}

// What to write when a member is put into a slice; null leaves it as it is. Of several channels or
// topics one comes first; none is taken away by a drag.
function writes(member, by, slice) {
  if (!slice || slice.value === ELSE || slice.value === "source") return null;
  if (!slice.value && member[by] && (by === "channel" || by === "topic")) return null;
  return by === "role" && member.kind === "source" ? null : slice.value;
}

// How far round its slice a point is, in 360 parts, so that it holds whatever the slices are.
function placeOf(turn, slice, slices) {
  const share = (turn * slices - slice - 0.07) / 0.86;
  return Math.round(Math.min(0.999, Math.max(0, share)) * 3600) / 10;
}
