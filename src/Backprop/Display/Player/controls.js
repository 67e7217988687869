// What every player of a page has: its frame, its theme, its keys.
const controls = (() => {
  // A button is named by its title, and begins with the words that are written on it if they are not in there.
  const button = (name, text, title) => {
    const isNamed = !/\w/.test(text) || title.toLowerCase().includes(text.toLowerCase());
    return `<button type="button" data-do="${name}" title="${title}" aria-label="${isNamed ? title : `${text}: ${title}`}">${text}</button>`;
  };
  const frameOf = (what, more = "") => `
    <div class="bar" role="toolbar" aria-label="Steps">
      ${button("home", "|◀", "To the start of the iteration (Home)")}${button("previous", "◀", "One step back (←)")}
      ${button("next", "▶", "One step on (→)")}${button("end", "▶|", "To the end of the iteration (End)")}
      ${button("play", "Play", "Play and pause (space)")}
      <label>speed <select data-set="speed"><option value="0.5">½</option><option value="1" selected>1</option><option value="2">2</option><option value="4">4</option><option value="16">16</option></select></label>
      ${more}
      <span class="where"></span>
    </div>
    <p class="says" aria-live="polite"></p>
    <div class="stage"><div class="net" tabindex="0" role="application" aria-label="${what}. Arrow keys left and right step, up and down go from number to number, Enter changes one."></div><div class="panel"></div></div>
    <div class="settings"></div>
    <div class="curves"></div><div class="tables"></div>`;

  // The page of an output: its model, and an element instead of the still picture.
  function open(root, html) {
    const model = JSON.parse(root.querySelector("script[type='application/json']").textContent);
    root.querySelector(":scope > .play")?.remove();
    const page = document.createElement("div");
    page.className = "play";
    page.innerHTML = html;
    root.append(page);
    root.classList.add("on");
    return { model, page };
  }

  // Shows other controls; the one that had the focus keeps it.
  function showControls(element, html) {
    const all = () => [...element.querySelectorAll("input, select, button")],
      at = all().indexOf(element.getRootNode().activeElement);
    element.innerHTML = html;
    if (at >= 0) all()[at]?.focus({ preventScroll: true });
  }

  // Shows HTML in an element by changing what differs, so that the browser lays out and paints no more than that.
  function show(element, html) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    change(element, fresh.content);
  }

  function change(element, fresh) {
    const old = [...element.childNodes],
      next = [...fresh.childNodes];
    next.forEach((node, k) => {
      const was = old[k];
      if (!was) element.append(node);
      else if (was.nodeName !== node.nodeName) was.replaceWith(node);
      else if (!node.attributes) {
        if (was.data !== node.data) was.data = node.data;
      } else {
        if (node.dataset.change) keep(was, node);
        changeAttributes(was, node);
        change(was, node);
      }
    });
    old.slice(next.length).forEach(node => node.remove());
  }

  function changeAttributes(was, node) {
    for (const { name, value } of node.attributes) if (was.getAttribute(name) !== value) was.setAttribute(name, value);
    if (was.attributes.length > node.attributes.length)
      for (const { name } of [...was.attributes]) if (!node.hasAttribute(name)) was.removeAttribute(name);
  }

  // A control of the same number may be dragged or typed in just now.
  function keep(was, node) {
    const isUsed = was === was.getRootNode().activeElement && was.type === "number";
    if (was.dataset.change !== node.dataset.change || !isUsed) was.value = node.getAttribute("value");
  }

  // What types and slides the number of a key.
  function changeOf(key, html, text, value) {
    const size = Math.max(2, Math.ceil(Math.abs(value) * 2));
    return (
      `<p class="change"><label>${html} = <input type="number" step="any" data-change="${key}" value="${value}"></label> ` +
      `<input type="range" aria-label="${text}" data-change="${key}" min="${-size}" max="${size}" step="0.01" value="${value}"></p>`
    );
  }

  // Dragging to the right or left changes a given number, by a hundredth of its size (at least by `least`) a pixel.
  // changed(value, isFirst)
  function drag(event, begin, least, changed) {
    const x = event.clientX,
      unit = Math.max(least, Math.abs(begin) / 100),
      ended = new AbortController();
    let isFirst = true;
    const move = now => {
      const distance = Math.round(now.clientX - x);
      if (isFirst && Math.abs(distance) < 4) return;
      now.preventDefault();
      changed(Number((begin + distance * unit).toPrecision(6)), isFirst);
      isFirst = false;
    };
    addEventListener("pointermove", move, { signal: ended.signal });
    for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => ended.abort(), { signal: ended.signal });
    return ended.signal;
  }

  // Theme and size of type.
  function dress({ root, page, ui, large }) {
    page.dataset.dark = isDark(root);
    page.style.setProperty("--page", backgroundOf(root));
    page.classList.toggle("large", Boolean(ui?.large ?? large));
    requestAnimationFrame(() => setTimeout(() => letScroll(page)));
  }

  // What is wider than its place is a stop of the tab key, so that the arrow keys can move it. After the layout, which is not to be
  // made twice.
  function letScroll(page) {
    for (const box of page.querySelectorAll(".scroll, .equation")) {
      const isWider = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
      if (isWider !== box.hasAttribute("tabindex")) isWider ? (box.tabIndex = 0) : box.removeAttribute("tabindex");
    }
  }

  // Drawn anew when the page's width or theme changes.
  function follow(player) {
    const { root, page } = player;
    let width = page.clientWidth;
    new ResizeObserver(() => {
      if (!page.clientWidth || Math.abs(page.clientWidth - width) < 2) return;
      width = page.clientWidth;
      requestAnimationFrame(() => player.draw());
    }).observe(page);
    const theme = () => {
      if (isDark(root) !== (page.dataset.dark === "true")) player.draw();
    };
    new MutationObserver(theme).observe(document.body, { attributes: true });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", theme);
  }

  // ← → home end step, space plays, ↑ ↓ go from number to number, Enter changes one, Ctrl+Z undoes.
  function onKey(event, player, selector) {
    const { page } = player,
      name = event.target.tagName;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && (event.key === "z" || event.key === "y") && name !== "INPUT") {
      event.preventDefault();
      return player.act(event.key === "z" && !event.shiftKey ? "undo" : "redo");
    }
    if (event.ctrlKey || event.metaKey || event.altKey || (name === "INPUT" && event.target.type !== "checkbox") || name === "SELECT")
      return;
    const action = {
      ArrowRight: "next",
      ArrowLeft: "previous",
      Home: "home",
      End: "end",
      ...(name === "BUTTON" || name === "INPUT" ? {} : { " ": "play" }),
    }[event.key];
    if (action) {
      event.preventDefault();
      event.stopPropagation();
      return player.act(action);
    }
    if (event.key === "Escape") return player.select(null);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      event.stopPropagation();
      const all = [...page.querySelectorAll(selector)],
        at = all.indexOf(event.target.closest(selector) ?? all.find(element => element.classList.contains("on")));
      return all[(at + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length]?.focus({ preventScroll: true });
    }
    const input = page.querySelector(".panel input[type=number]");
    if (!event.target.closest(".can") || !input || !(event.key === "Enter" || /^[-0-9.]$/.test(event.key))) return;
    event.preventDefault();
    input.focus();
    input.select();
    if (/[0-9]/.test(event.key)) input.value = event.key;
  }

  // Whether the page's text is light.
  function isDark(element) {
    const [r, g, b] = getComputedStyle(element)
      .color.match(/[\d.]+/g)
      ?.map(Number) ?? [0, 0, 0];
    return 0.3 * r + 0.59 * g + 0.11 * b > 128;
  }

  // The first background behind an element that is not transparent.
  function backgroundOf(element) {
    for (let at = element; at; at = at.parentElement ?? at.getRootNode().host) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/rgba\(.*, 0\)|transparent/.test(colour)) return colour;
    }
    return isDark(element) ? "#1e1e1e" : "#fff";
  }

  return { open, frameOf, button, show, showControls, changeOf, drag, dress, follow, onKey };
})();
