"use strict";

// Draws the formulas and colours the code of a part of the page: of the whole at the start, later of what a cell shows.
function preparePage(root) {
  const all = selector => [...root.querySelectorAll(selector), ...(root.matches?.(selector) ? [root] : [])];
  // Formulas: Markdown marks them with the class "math"; HTML outputs only with LaTeX's own delimiters.
  if (window.katex) {
    const delimiters = [
      { left: "$$", right: "$$", display: true },
      { left: "\\[", right: "\\]", display: true },
      { left: "\\(", right: "\\)", display: false },
    ];
    for (const element of all(".contents, .text, .output.html, .output.latex, .sentence")) {
      renderMathInElement(element, { delimiters, throwOnError: false });
    }

    // Where punctuation keeps a formula together with it, the formula itself may still go on in a new line.
    for (const part of all(".formula .katex-base:not(:last-child)")) part.after(document.createElement("wbr"));
  }

  if (window.hljs) {
    hljs.configure({ ignoreUnescapedHTML: true });
    for (const code of all("pre > code[class*='language-']")) {
      const language = code.className.replace(/^.*language-(\S+).*$/, "$1");
      if (hljs.getLanguage(language)) hljs.highlightElement(code);
    }
  }
  for (const contents of all(".contents details")) followReader(contents);
  for (const box of all(".wide, .output.html, .katex-display, pre")) letScroll(box);
}

// What scrolls sideways can be scrolled with the keyboard. All are measured together: measuring lays out the page.
const toMeasure = new Set();
function letScroll(box) {
  if (toMeasure.size === 0) requestAnimationFrame(() => {
    const wide = [...toMeasure].filter(one => one.scrollWidth > one.clientWidth && one.tabIndex < 0);
    toMeasure.clear();
    for (const one of wide) one.tabIndex = 0;
  });
  toMeasure.add(box);
}

// The contents show where the reader is; on a narrow screen, where they stand above the text, they start closed.
function followReader(contents) {
  contents.open = matchMedia("(min-width: 76rem)").matches;
  const links = new Map([...contents.querySelectorAll("a")].map(link => [decodeURIComponent(link.hash.slice(1)), link]));
  const headings = [...links.keys()].map(id => document.getElementById(id)).filter(heading => heading);
  const follow = () => {
    if (!contents.isConnected) return removeEventListener("scroll", follow);
    const passed = headings.filter(heading => heading.getBoundingClientRect().top < innerHeight / 4);
    const here = (passed.at(-1) ?? headings[0])?.id;
    links.forEach((link, id) => link.classList.toggle("here", id === here));
  };
  addEventListener("scroll", follow, { passive: true });
  follow();
}

preparePage(document);

const dark = matchMedia("(prefers-color-scheme: dark)");

if (window.mermaid) {
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: dark.matches ? "dark" : "neutral", fontFamily: "inherit" });
  mermaid.run({ querySelector: ".mermaid > pre, code.language-mermaid", suppressErrors: true });
}

// The figures of the library follow the width of the page and of the paper; a chart of Plotly.NET has a width of its own, or less where there is no room for it.
const paperWidth = 640;
const chartWidths = new Map();
function fitCharts(most = Infinity) {
  for (const chart of document.querySelectorAll(".js-plotly-plot:not(.plotly-figure *)")) {
    const own = chartWidths.get(chart) ?? chart.layout.width ?? Infinity;
    chartWidths.set(chart, own);
    const width = Math.min(own, most, chart.closest(".output").clientWidth);
    if (width !== chart.layout.width) Plotly.relayout(chart, { width });
  }
}
fitCharts();
addEventListener("resize", () => fitCharts());
addEventListener("beforeprint", () => fitCharts(paperWidth));
addEventListener("afterprint", () => fitCharts());
