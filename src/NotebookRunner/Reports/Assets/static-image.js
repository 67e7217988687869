"use strict";

// plotly.js and Mermaid make up ids at random; the same figure shall always give the same bytes.
function seedRandom() {
  let state = 1;
  Math.random = () => (state = state * 16807 % 2147483647) / 2147483647;
}

const largestSvg = 256 * 1024;

async function drawFigure(figure) {
  const { data, layout = {}, config } = figure;
  const size = { width: layout.width ?? 720, height: layout.height ?? 440 };
  const background = layout.paper_bgcolor ?? "transparent";
  const opaque = { ...layout, paper_bgcolor: /transparent|,\s*0(\.0*)?\)$/.test(background) ? "#ffffff" : background };
  seedRandom();
  const svg = decodeURIComponent((await Plotly.toImage({ data, layout: opaque, config }, { format: "svg", ...size })).replace(/^[^,]*,/, ""));
  if (svg.length <= largestSvg) {
    return { type: "image/svg+xml", content: svg };
  }
  seedRandom();
  const png = await Plotly.toImage({ data, layout: opaque, config }, { format: "png", scale: 2, ...size });
  return { type: "image/png", content: png.replace(/^[^,]*,/, "") };
}

// Plotly.NET's output is a script that calls newPlot; here it only hands over what it would draw.
async function drawChart(html) {
  const { newPlot } = Plotly;
  let figure;
  Plotly.newPlot = (element, data, layout, config) => { figure = { data, layout, config }; };
  try {
    document.body.replaceChildren(document.createRange().createContextualFragment(html));
  } finally {
    Plotly.newPlot = newPlot;
    document.body.replaceChildren();
  }
  return drawFigure(figure);
}

async function drawDiagram(source) {
  mermaid.initialize({ startOnLoad: false, theme: "neutral", htmlLabels: false, flowchart: { htmlLabels: false }, deterministicIds: true });
  seedRandom();
  const { svg } = await mermaid.render("diagram", source);
  const image = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  const { width, height } = image.viewBox.baseVal;
  image.setAttribute("width", Math.ceil(width));
  image.setAttribute("height", Math.ceil(height));
  return { type: "image/svg+xml", content: new XMLSerializer().serializeToString(image) };
}
