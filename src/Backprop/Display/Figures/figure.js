// Draws every figure of the page that is not drawn yet. Each figure's output carries this script, so it may run often.
(function () {
  "use strict";
  const address = "PLOTLY_JS_ADDRESS";
  const lightInk = [34, 34, 34];
  const narrowWidth = 520;
  const paperWidth = 640; // between the margins of A4

  // One load a page, shared by its figures. A failed one is forgotten, so that a figure drawn later tries again.
  function load() {
    window.backpropPlotly ??= loadScript(2).catch(error => { window.backpropPlotly = undefined; throw error; });
    return window.backpropPlotly;
  }

  // plotly.js would register with an AMD loader instead of setting window.Plotly, so it does not get to see one;
  // other scripts do. A loader that arrives while plotly.js is on its way is why there is a second attempt.
  function loadScript(attempts) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const define = window.define, amd = define?.amd;
      if (amd) Object.defineProperty(define, "amd", { configurable: true, get: () => document.currentScript === script ? undefined : amd });
      const done = () => {
        if (amd) Object.defineProperty(define, "amd", { configurable: true, writable: true, value: amd });
        script.remove();
      };
      script.onload = () => {
        done();
        if (window.Plotly) resolve(window.Plotly);
        else if (attempts > 1) loadScript(attempts - 1).then(resolve, reject);
        else reject(new Error("plotly.js did not start"));
      };
      script.onerror = () => { done(); reject(new Error("no connection")); };
      script.src = address;
      document.head.append(script);
    });
  }

  // The figure as this page draws it.
  function adapted(json, ink, width) {
    const figure = withInk(json, ink);
    figure.layout.width = width || undefined; // a figure that is hidden gets its width when it is shown
    return width > 0 && width < narrowWidth ? narrowed(figure, width) : figure;
  }

  // On a narrow page the title takes several lines, and what a plot can do without leaves it the room: the mode bar, and
  // the colour bar of cells that have their numbers in them or of a surface, whose heights have an axis.
  function narrowed(figure, width) {
    const { data, layout, config } = figure;
    for (const [name, change] of Object.entries(figure.narrow ?? {})) {
      layout[name] = typeof change === "object" ? { ...layout[name], ...change } : change;
    }
    const lines = wrapped(layout.title?.text ?? "", width - 24);
    layout.title = { ...layout.title, text: lines.join("<br>"), x: 12 / width, xref: "container" };
    layout.margin = { ...layout.margin, t: 36 + 21 * lines.length };
    config.displayModeBar = false;
    if (layout.scene || data.every(trace => trace.texttemplate)) {
      for (const scale of [...data, layout.coloraxis ?? {}]) scale.showscale = false;
    }
    return figure;
  }

  function wrapped(text, width) {
    const context = document.createElement("canvas").getContext("2d");
    context.font = '16px system-ui, "Liberation Sans", sans-serif';
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
  function follow(figure, plot, json, ink, width) {
    let onPaper = false, isDrawing = false;
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
        const isOtherInk = `${ink}` !== `${oldInk}`, isOtherWidth = width !== oldWidth;
        if (!isOtherInk && !isOtherWidth) break;
        await (isOtherInk || Math.min(width, oldWidth) < narrowWidth ? react() : window.Plotly.relayout(plot, { width })).catch(console.error);
      }
      isDrawing = false;
    };
    const react = () => {
      const figureNow = adapted(json, ink, width);
      figure.style.height = `${figureNow.layout.height}px`;
      return window.Plotly.react(plot, figureNow);
    };
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
      figure.append(plot);
      const ink = inkOf(figure), width = figure.clientWidth, drawn = adapted(json, ink, width);
      figure.style.height = `${drawn.layout.height}px`;
      Plotly.newPlot(plot, drawn).then(() => follow(figure, plot, json, ink, width), error => {
        plot.remove();
        tell(`This figure could not be drawn: ${error.message}`);
      });
    };
    const tell = text => {
      message.hidden = false;
      message.textContent = text;
    };
    const blocked = () => tell("This figure is drawn by plotly.js, which could not be loaded from " + new URL(address).host +
      ". Connect to the internet and run the cell again, or put plotly.js into the notebook: PlotlyJs.Embed(\"path/to/plotly.min.js\").");

    if (window.Plotly) {
      show(window.Plotly);
    } else if (figure.state !== "loading") {
      figure.state = "loading";
      tell("Loading plotly.js …");
      const slow = setTimeout(() => { if (figure.state === "loading") blocked(); }, 10000);
      load().then(show, () => {
        if (figure.state !== "loading") return;
        figure.state = "blocked";
        blocked();
      }).finally(() => clearTimeout(slow));
    }
  }

  for (const figure of document.querySelectorAll(".plotly-figure")) {
    if (figure.state !== "drawn") draw(figure);
  }
})();
