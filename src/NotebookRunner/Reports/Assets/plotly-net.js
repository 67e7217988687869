// Plotly.NET asks a module loader for plotly.js from the network; here plotly.js is in the page already.
window.require = window.requirejs = (modules, ready) => ready(...modules.map(name => name === "plotly" ? window.Plotly : undefined));
window.requirejs.config = () => window.requirejs;
