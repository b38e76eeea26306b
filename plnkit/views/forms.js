// What a panel can do beyond pressing: forms, days in the reader's language, texts and files to take
// along. It stands before panel.js.

const CLOCK = { hour: "numeric", minute: "2-digit" };

// A day, a time of day, or both, as the reader's own language writes it.
function sayDays(page) {
  for (const time of page.querySelectorAll("time[datetime]")) {
    if (/^\d\d:\d\d$/.test(time.dateTime)) {
      time.textContent = new Date(`2000-01-01T${time.dateTime}`).toLocaleTimeString(localeHere(), CLOCK);
      continue;
    }
    const [day, hour] = time.dateTime.split("T");
    const at = new Date(`${day}T${hour ?? "12:00"}`);
    if (Number.isNaN(at.getTime())) continue;
    const year = at.getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" };
    const clock = hour ? CLOCK : {};
    time.textContent = at.toLocaleString(localeHere(), { weekday: "short", day: "numeric", month: "long", ...year, ...clock });
  }
}

// What a form says: of each field its values; one that the browser could not read is a question mark.
function saidIn(form) {
  const said = {};
  for (const [name, value] of new FormData(form)) (said[name] ??= []).push(value);
  for (const field of form.elements) if (field.name && field.validity?.badInput) said[field.name] = ["?"];
  return said;
}

function fill(form, said) {
  const rest = structuredClone(said);
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden") continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = (said[field.name] ?? []).includes(field.value);
    else if (rest[field.name]?.length) field.value = rest[field.name].shift();
  }
}

// Plain http has no clipboard of its own: there the text is selected and copied as by hand.
async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.select();
    document.execCommand("copy");
  }
}

// A file is a text, or the bytes that came with it.
function save({ name, type, text }, [data] = []) {
  const address = URL.createObjectURL(new Blob([data ?? text], { type }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

// Files that Python takes piece by piece: it says which piece comes next. Several are one behind the
// other; what was asked for while the wire was cut is asked for again.
function sendingOf(model) {
  let id = "";
  let whole = null;
  const hear = async ({ take, took }) => {
    if (took && took === id) [id, whole] = ["", null];
    if (!take || take.id !== id) return;
    const piece = await whole.slice(take.from, take.to).arrayBuffer().catch(() => null); // it was moved
    post(model, { do: "piece", value: { id: take.id, from: take.from } }, piece ? [piece] : undefined);
  };
  const again = () => id && post(model, { do: "again", value: id });
  model.on("msg:custom", hear);
  document.addEventListener("plnkit:answer", again);
  return {
    begin(files) {
      if (!files.length) return;
      [id, whole] = [newId(), new Blob(files)];
      post(model, { do: "offer", value: { id, files: files.map(({ name, size }) => ({ name, size })) } });
    },
    close() {
      model.off("msg:custom", hear);
      document.removeEventListener("plnkit:answer", again);
    },
  };
}
