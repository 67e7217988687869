"use strict";

// No script of an output leads the reader away: links do, and the page may load itself again.
window.navigation?.addEventListener("navigate", (event) => {
  if (event.cancelable && !event.userInitiated && !event.hashChange && event.navigationType !== "reload") event.preventDefault();
});

// What a script writes when the page is there already would replace it.
for (const name of ["open", "write", "writeln"]) {
  const original = document[name];
  document[name] = (...texts) =>
    document.readyState === "loading" ? original.apply(document, texts) : console.log("not written, since the page is complete:", ...texts);
}
