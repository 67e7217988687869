// Draws every figure of the page that is not drawn yet. Each figure's output carries this script, so it may run often.
(function () {
  "use strict";
  const lightInk = [34, 34, 34];
  const narrowWidth = 520;
  const paperWidth = 640; // between the margins of A4
  const waiting = "The script that draws this figure comes with the first figure of the notebook: run that cell once more, or PlotlyJs.Embed().";

  // Each bundle of plotly.js starts once a page, shared by its figures. A failed start is forgotten, so that a figure drawn
  // later tries again.
  function plotly(bundle) {
    const started = window.backpropPlotly ??= {};
    return started[bundle] ??= carrier(bundle).then(unpacked).then(start).catch(error => { delete started[bundle]; throw error; });
  }

  // The element with the bundle may stand anywhere in the page, and may come later than the figure.
  function carrier(bundle) {
    const isWhole = element => element.src || element.nextSibling || document.readyState !== "loading";
    const find = () => [...document.querySelectorAll(`script.plotly-js[data-bundle="${bundle}"]`)].find(isWhole);
    return new Promise(resolve => {
      if (find()) return resolve(find());
      const arrival = new MutationObserver(() => {
        if (!find()) return;
        arrival.disconnect();
        resolve(find());
      });
      arrival.observe(document.documentElement, { childList: true, subtree: true });
    });
  }

  // A page that has the script for surfaces in a file beside it loads the half megabyte for a reader who wants to turn one; for
  // all others there is the still image.
  async function wanted(figure, bundle) {
    const { src } = await carrier(bundle);
    if (!src || bundle !== "gl3d" || window.backpropPlotly?.[bundle]) return;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: "Show it in space" });
    button.style.cssText = "position:absolute;right:0;top:0;z-index:1";
    figure.style.position = "relative";
    figure.prepend(button);
    await new Promise(resolve => figure.addEventListener("click", resolve, { once: true }));
    button.remove();
  }

  // In the element, or in a file beside the page; compressed, unless a server has unpacked the file.
  async function unpacked(element) {
    const bytes = element.src
      ? new Uint8Array(await (await fetch(element.src)).arrayBuffer())
      : Uint8Array.from(atob(element.textContent), letter => letter.charCodeAt(0));
    const content = new Blob([bytes]).stream();
    return new Response(bytes[0] === 0x1f ? content.pipeThrough(new DecompressionStream("gzip")) : content).text();
  }

  // A module of its own: a loader on the page, and another plotly.js, do not see it.
  function start(text) {
    const script = document.createElement("script"), module = window.backpropModule = { exports: {} };
    script.text = `(function (module, exports, define) {\n${text}\n})(backpropModule, backpropModule.exports);`;
    document.head.append(script);
    script.remove();
    delete window.backpropModule;
    if (!module.exports.newPlot) throw new Error("plotly.js did not start");
    return module.exports;
  }

  // The figure as this page draws it.
  function adapted(json, ink, width) {
    const figure = withInk(json, ink);
    figure.layout.width = width || undefined; // a figure that is hidden gets its width when it is shown
    return width > 0 && width < narrowWidth ? narrowed(figure, width) : figure;
  }

  // On a narrow page the titles take several lines, that of the y axis no more of the height than the plot has, and what a plot
  // can do without leaves it the room: the mode bar, and the colour bar of cells that have their numbers in them or of a
  // surface, whose heights have an axis.
  function narrowed(figure, width) {
    const { data, layout, config } = figure;
    for (const [name, change] of Object.entries(figure.narrow ?? {})) {
      layout[name] = typeof change === "object" ? { ...layout[name], ...change } : change;
    }
    const lines = wrapped(layout.title?.text ?? "", width - 24, 16), { title } = layout.yaxis ?? {};
    if (title?.text) layout.yaxis.title = { ...title, text: wrapped(title.text, 0.45 * layout.height, 14).join("<br>") };
    layout.title = { ...layout.title, text: lines.join("<br>"), x: 12 / width, xref: "container" };
    layout.margin = { ...layout.margin, t: 36 + 21 * lines.length };
    config.displayModeBar = false;
    if (layout.scene || data.every(trace => trace.texttemplate)) {
      for (const scale of [...data, layout.coloraxis ?? {}]) scale.showscale = false;
    }
    return figure;
  }

  function wrapped(text, width, size) {
    const context = document.createElement("canvas").getContext("2d");
    context.font = `${size}px system-ui, "Liberation Sans", sans-serif`;
    return text.split(" ").reduce((lines, word) => {
      const longer = `${lines.at(-1)} ${word}`.trim();
      return context.measureText(longer).width <= width ? [...lines.slice(0, -1), longer] : [...lines, word];
    }, [""]);
  }

  // The figure's neutral colours are written as rgba(34,34,34,…) for ink and rgba(254,254,254,…) for paper; the palette's
  // blue is a dark one.
  function withInk(json, ink) {
    const dark = 0.3 * ink[0] + 0.59 * ink[1] + 0.11 * ink[2] > 128;
    const paper = dark ? "32,35,40" : "255,255,255";
    const text = json.replaceAll("rgba(34,34,34,", `rgba(${ink},`).replaceAll("rgba(254,254,254,", `rgba(${paper},`);
    const figure = JSON.parse(dark ? text.replaceAll('"#0072B2"', '"#4A9FDB"') : text);
    return figure;
  }

  function inkOf(element) {
    const context = document.createElement("canvas").getContext("2d");
    context.fillStyle = getComputedStyle(element).color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  }

  // The figure follows the width of its place, the page's light or dark theme, and the paper of a print. plotly.js loses a
  // change that comes while it draws another one, so a change waits until the one before is drawn.
  function follow(Plotly, figure, plot, json, ink, width) {
    const frames = JSON.parse(json).frames ?? [];
    let onPaper = false, wasOnPaper = false, isDrawing = false, frame;
    const update = async () => {
      if (!figure.isConnected) {
        ended.abort();
        theme.disconnect();
        size.disconnect();
      }
      if (!figure.isConnected || isDrawing) return;
      isDrawing = true;
      while (true) {
        const [oldInk, oldWidth] = [ink, width];
        ink = onPaper ? lightInk : inkOf(figure);
        width = Math.min(figure.clientWidth || width, onPaper ? paperWidth : Infinity);
        const isOtherWidth = width !== oldWidth, isOtherPaper = onPaper !== wasOnPaper && frames.length > 0;
        wasOnPaper = onPaper;
        const mustRedraw = `${ink}` !== `${oldInk}` || isOtherPaper || (isOtherWidth && Math.min(width, oldWidth) < narrowWidth);
        if (!mustRedraw && !isOtherWidth) break;
        await (mustRedraw ? react() : Plotly.relayout(plot, { width })).catch(console.error);
      }
      isDrawing = false;
    };
    // An animation stays where it is; on paper it has no buttons, and shows its end where nobody has moved it.
    const react = async () => {
      const now = adapted(json, ink, width);
      if (onPaper && frames.length > 0) {
        delete now.layout.updatemenus;
        delete now.layout.sliders;
      }
      figure.style.height = `${now.layout.height}px`;
      await Plotly.react(plot, now);
      const name = frame ?? (onPaper ? frames.at(-1)?.name : undefined);
      if (name) await Plotly.animate(plot, [name], { mode: "immediate", frame: { duration: 0, redraw: true }, transition: { duration: 0 } });
    };
    plot.on("plotly_animatingframe", event => { if (!isDrawing) frame = event.name; });
    const print = begins => { onPaper = begins; update(); };
    const ended = new AbortController();
    const theme = new MutationObserver(update);
    const size = new ResizeObserver(update);
    theme.observe(document.body, { attributes: true });
    size.observe(figure);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", update, { signal: ended.signal });
    addEventListener("beforeprint", () => print(true), { signal: ended.signal });
    addEventListener("afterprint", () => print(false), { signal: ended.signal });
  }

  function draw(figure) {
    const message = figure.querySelector(".plotly-figure-message");
    const json = figure.querySelector(".plotly-figure-data").textContent;
    const show = Plotly => {
      if (figure.state === "drawn") return;
      figure.state = "drawn";
      const plot = document.createElement("div");
      plot.style.cssText = "width:100%;height:100%";
      message.hidden = true;
      figure.querySelector(".plotly-figure-still")?.remove();
      figure.append(plot);
      const ink = inkOf(figure), width = figure.clientWidth, drawn = adapted(json, ink, width);
      figure.style.height = `${drawn.layout.height}px`;
      Plotly.newPlot(plot, drawn).then(() => {
        follow(Plotly, figure, plot, json, ink, width);
        figure.dataset.drawn = "";
      }, error => {
        plot.remove();
        tell(`This figure could not be drawn: ${error.message}`);
      });
    };
    const tell = text => {
      message.hidden = false;
      message.textContent = text;
    };

    if (figure.state === "waiting") return;
    figure.state = "waiting";
    const bundle = figure.dataset.bundle ?? "cartesian";
    const late = setTimeout(() => { if (!figure.querySelector("button")) tell(waiting); }, 3000);
    // A page that is opened as a file may not load the script beside it: there the still image stays, which says all but a value.
    wanted(figure, bundle).then(() => plotly(bundle)).then(show, error => {
      figure.state = undefined;
      if (location.protocol !== "file:" || !figure.querySelector(".plotly-figure-still")) tell(`This figure could not be drawn: ${error.message}`);
    }).finally(() => clearTimeout(late));
  }

  for (const figure of document.querySelectorAll(".plotly-figure")) {
    if (figure.state !== "drawn") draw(figure);
  }
})();
