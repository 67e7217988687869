"use strict";

// A page of the site: its lesson, or the list of lessons.
showProgress(document);
for (const root of document.querySelectorAll("[data-lesson]")) window.lesson = new Lesson(root);
