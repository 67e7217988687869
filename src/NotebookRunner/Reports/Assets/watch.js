// Asks for the number of the next page; the answer comes when it is there.
(async () => {
  for (;;) {
    try { if ((await fetch("next?after=VERSION")).ok) return location.reload(); }
    catch { await new Promise(again => setTimeout(again, 1000)); }
  }
})();
