"use strict";

// What stays when the page is closed: edits, for each lesson and version of it, and which exercises are done.
const storage = {
  edits: (lesson, version) => storage.read(`backprop:edits:${lesson}:${version}`),
  // changes: [cell, code], null for no edit any more. Whether they are kept.
  keepEdits(lesson, version, changes) {
    const edits = { ...storage.edits(lesson, version), ...Object.fromEntries(changes) };
    return storage.write(`backprop:edits:${lesson}:${version}`, Object.fromEntries(Object.entries(edits).filter(([, code]) => code !== null)));
  },

  done: () => storage.read("backprop:exercises"),
  keepDone: exercise => storage.write("backprop:exercises", { ...storage.done(), [exercise]: true }),

  read(key) {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? {};
    } catch {
      return {}; // A browser may forbid it; then nothing stays.
    }
  },

  write(key, value) {
    try {
      if (Object.keys(value).length > 0) localStorage.setItem(key, JSON.stringify(value));
      else localStorage.removeItem(key);
      return true;
    } catch {
      return false; // As above, or there is no room.
    }
  },
};

// "3 of 5 exercises done" wherever an element asks for it.
function showProgress(root) {
  const done = storage.done();
  for (const place of root.querySelectorAll("[data-exercises]")) {
    const exercises = place.dataset.exercises.split(" ").filter(Boolean);
    const count = exercises.filter(exercise => done[exercise]).length;
    place.textContent = `${count} of ${exercises.length} exercise${exercises.length === 1 ? "" : "s"} done`;
    place.hidden = exercises.length === 0;
    place.classList.toggle("all", count === exercises.length);
  }
}
