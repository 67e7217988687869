"use strict";

// All lessons in one file: the address behind # names the one that is shown; without one, the list of lessons is.
const course = {
  list: document.getElementById("list"),
  place: document.getElementById("shown"),

  async show() {
    const name = decodeURIComponent(location.hash.slice(1));
    const packed = document.querySelector(`script[data-page="${CSS.escape(name)}"]`);
    // An address within the lesson is the browser's business.
    if (!packed && name && document.getElementById(name)) return;
    window.lesson?.close();
    window.lesson = undefined;
    course.list.hidden = packed !== null;
    course.place.replaceChildren();
    if (packed) {
      const bytes = (await fetch(`data:application/octet-stream;base64,${packed.textContent}`)).body;
      const html = await new Response(bytes.pipeThrough(new DecompressionStream("gzip"))).text();
      course.place.replaceChildren(document.createRange().createContextualFragment(html));
      preparePage(course.place);
      window.lesson = new Lesson(course.place.querySelector("[data-lesson]"));
    }
    document.title = course.place.querySelector("h1")?.firstChild.textContent ?? course.list.querySelector("h1").textContent;
    showProgress(document);
    scrollTo(0, 0);
  },

  // Lessons link to each other by file name; here they are all in this file.
  follow(event) {
    const [, name] = event.target.closest?.("a[href]")?.getAttribute("href").match(/^([^/:#]+)\.html(#.*)?$/) ?? [];
    if (name === undefined) return;
    event.preventDefault();
    location.hash = name === "index" ? "" : name;
  },
};
addEventListener("hashchange", course.show);
document.addEventListener("click", course.follow);
course.show();
