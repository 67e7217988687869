"use strict";

// What a cell has shown, below it.
class Outputs {
  #element;
  #recorded; // as the page came
  #displays = new Map();
  #stream;

  constructor(element) {
    this.#element = element;
    this.#recorded = [...element.childNodes];
  }

  // The height stays until the new outputs are there, so that the page does not jump.
  begin() {
    this.#element.style.minHeight = `${this.#element.offsetHeight}px`;
    this.#element.replaceChildren();
    this.#displays.clear();
    this.#stream = undefined;
  }

  end() { this.#element.style.minHeight = ""; }

  // Back to what the page came with.
  reset() {
    this.#element.replaceChildren(...this.#recorded);
    this.end();
  }

  // An output of the running cell.
  show({ display, mimeType, content }) {
    if (mimeType === "stdout" || mimeType === "stderr") return this.#write(mimeType, content);
    this.#stream = undefined;
    const place = this.#displays.get(display) ?? this.#add("");
    if (display) this.#displays.set(display, place);
    Outputs.#fill(place, mimeType, content);
  }

  // An error of the cell, or a sentence about it.
  fail(number, { name, message, trace = [] }) {
    const place = this.#add("error");
    place.setAttribute("role", "alert");
    const headline = Outputs.#make("div", "headline");
    headline.append(Outputs.#make("span", "place", `Error in cell ${number}`));
    if (name !== "Error") headline.append(" ", Outputs.#make("strong", "", name));
    place.append(headline, Outputs.#make("p", "", message));
    if (trace.length > 0) place.append(Outputs.#make("pre", "", trace.join("\n")));
  }

  note(text) { this.#add("notice").textContent = text; }

  #write(stream, text) {
    const isNew = this.#stream?.dataset.stream !== stream;
    if (isNew) {
      const place = this.#add(stream === "stderr" ? "stream stderr" : "stream");
      this.#stream = Outputs.#make("pre");
      this.#stream.dataset.stream = stream;
      this.#stream.tabIndex = 0;
      place.append(this.#stream);
    }
    Outputs.#follow(this.#stream, isNew);
    this.#stream.append(text);
  }

  // What is read at its end stays there; measured once a frame, since measuring lays out the page.
  static #follow(stream, isNew) {
    if (stream.isFollowed) return;
    stream.isFollowed = true;
    const isAtEnd = isNew || stream.scrollTop + stream.clientHeight >= stream.scrollHeight - 4;
    requestAnimationFrame(() => {
      stream.isFollowed = false;
      if (isAtEnd) stream.scrollTop = stream.scrollHeight;
    });
  }

  #add(kind) {
    const place = Outputs.#make("div", `output ${kind}`.trim());
    this.#element.append(place);
    return place;
  }

  static #fill(place, mimeType, content) {
    place.className = "output";
    if (mimeType === "text/html") {
      place.classList.add("html");
      place.replaceChildren(Outputs.#own(content));
      preparePage(place);
    } else if (mimeType.startsWith("image/")) {
      place.classList.add("image");
      const image = Outputs.#make("img");
      image.alt = "output";
      image.src = mimeType === "image/svg+xml" ? `data:${mimeType},${encodeURIComponent(content)}` : `data:${mimeType};base64,${content}`;
      place.replaceChildren(image);
    } else if (mimeType === "application/javascript") {
      const script = Outputs.#make("script");
      script.text = content;
      place.replaceChildren(script);
    } else if (mimeType === "text/latex") {
      place.classList.add("latex");
      place.textContent = content;
      preparePage(place);
    } else {
      place.classList.add("plain");
      place.replaceChildren(Outputs.#make("pre", "", content));
    }
  }

  // Its styles apply to itself only, as in a report (OutputStyle); its scripts run when it comes into the page.
  static #own(html) {
    const fragment = document.createRange().createContextualFragment(html);
    for (const away of fragment.querySelectorAll("meta, base")) away.remove();
    for (const named of fragment.querySelectorAll("[name]:is(img, form, embed, object, iframe)")) named.removeAttribute("name");
    const styles = [...fragment.querySelectorAll("style")];
    if (styles.length === 0) return fragment;
    const box = Outputs.#make("div", "styled");
    for (const style of styles) {
      const sheet = new CSSStyleSheet(), own = Outputs.#make("style");
      sheet.replaceSync(style.textContent);
      own.textContent = `@scope{${Outputs.#ofPart(sheet)}}`;
      own.media = style.media;
      style.remove();
      box.append(own);
    }
    box.append(fragment);
    return box;
  }

  // The rules of a sheet, or of a group in it, without those that are the page's as a whole, such as @page.
  static #ofPart(group) {
    for (let i = group.cssRules.length - 1; i >= 0; i--) {
      const rule = group.cssRules[i];
      if (rule instanceof CSSStyleRule || rule instanceof CSSKeyframesRule) continue;
      if (rule instanceof CSSGroupingRule && !(rule instanceof CSSPageRule)) Outputs.#ofPart(rule);
      else group.deleteRule(i);
    }
    return [...group.cssRules].map(rule => rule.cssText).join("\n");
  }

  static #make(name, className = "", text = "") {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.textContent = text;
    return element;
  }
}
