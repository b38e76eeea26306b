// Anywidget's module is written for a loader; this is the loader.
export let made;
export const define = (_, make) => {
  made = make;
};
