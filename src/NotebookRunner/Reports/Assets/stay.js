"use strict";

// No script of an output leads the reader away: links do, and the page may load itself again.
window.navigation?.addEventListener("navigate", (event) => {
  if (event.cancelable && !event.userInitiated && !event.hashChange && event.navigationType !== "reload") event.preventDefault();
});
