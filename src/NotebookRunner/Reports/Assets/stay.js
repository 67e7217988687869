"use strict";

// No output leads the reader away or takes the page's place, whatever its script does: links do lead on, files may be
// downloaded, and the page may load itself again.
window.navigation?.addEventListener("navigate", (event) => {
  const mayLead = event.userInitiated || event.hashChange || event.navigationType === "reload" || event.downloadRequest !== null;
  if (event.cancelable && !mayLead) event.preventDefault();
});
const nothing = () => {};
for (const name of ["back", "forward", "go"]) History.prototype[name] = nothing;
for (const name of ["back", "forward", "traverseTo"]) if (window.navigation) Navigation.prototype[name] = nothing;
window.stop = nothing;
HTMLFormElement.prototype.submit = nothing;
addEventListener("submit", (event) => event.preventDefault());

// An address that is a script would replace the page by what it gives: the page's policy asks here about each script that is a text.
window.trustedTypes?.createPolicy("default", {
  createHTML: (text) => text,
  createScriptURL: (text) => text,
  createScript: (text, _, place) => (place.startsWith("Location") ? null : text),
});

// What a script writes stands where the script does. Written into the page as it is read, an element left open would take in the rest.
Document.prototype.open = function () { return this; };
Document.prototype.write = Document.prototype.writeln = function (...texts) {
  if (this.currentScript) this.currentScript.before(this.createRange().createContextualFragment(texts.join("")));
  else console.log("not written, since the page is complete:", ...texts);
};

// What the page consists of comes back if a script takes it away.
new MutationObserver((records) => {
  for (const { target, previousSibling, removedNodes } of records.reverse()) {
    const parts = target.matches("html, body")
      ? "head, body, header, .columns, .lesson, #list, #shown, script, template"
      : ".columns, main, .cell, .outputs";
    for (const node of [...removedNodes].reverse()) {
      if (node.isConnected || !node.matches?.(parts)) continue;
      target.insertBefore(node, previousSibling?.parentNode === target ? previousSibling.nextSibling : target.firstChild);
    }
  }
}).observe(document.documentElement, { childList: true, subtree: true });
