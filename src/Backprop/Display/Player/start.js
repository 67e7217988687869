// Starts every player of the page that is not started yet. Each output carries the scripts, and hosts render outputs late and twice,
// so this may run often; only the first run of a version installs anything.
function start() {
  Object.assign(functions, window.backpropFunctions?.activations);
  Object.assign(losses, window.backpropFunctions?.losses);
  const kinds = { network: player, graph: graphPlayer, playground };
  for (const root of document.querySelectorAll(".bp-player[data-kind]")) {
    if (root.bpPlayer) continue;
    addStyle(root.getRootNode());
    try {
      root.bpPlayer = kinds[root.dataset.kind].start(root);
    } catch (error) {
      console.error(error); // the still picture stays
      root.classList.remove("on");
      root.querySelector(":scope > .play")?.remove();
    }
  }
}

// Outputs that are rendered later make no script run where they carry none; their tables become stops of the tab key when one is pointed at.
tables.listen();

function addStyle(page) {
  if (page.querySelector("style[data-bp-player]")) return;
  const element = document.createElement("style");
  element.dataset.bpPlayer = "";
  element.textContent = style;
  (page.head ?? page).append(element);
}
