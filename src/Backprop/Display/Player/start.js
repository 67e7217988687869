// Starts every player of the page that is not started yet. Each output carries the scripts, and hosts render outputs late and twice,
// so this may run often; only the first run of a version installs anything.
function start() {
  Object.assign(functions, window.backpropFunctions?.activations);
  Object.assign(losses, window.backpropFunctions?.losses);
  for (const [selector, begin] of [[".bp-player", controls.start]]) {
    for (const root of document.querySelectorAll(selector)) {
      if (root.bpPlayer) continue;
      addStyle(root.getRootNode());
      try { root.bpPlayer = begin(root); } catch (error) { console.error(error); root.classList.remove("on"); }
    }
  }
}

function addStyle(page) {
  if (page.querySelector("style[data-bp-player]")) return;
  const element = document.createElement("style");
  element.dataset.bpPlayer = "";
  element.textContent = style;
  (page.head ?? page).append(element);
}
