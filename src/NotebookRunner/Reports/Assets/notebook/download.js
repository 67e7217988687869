"use strict";

// A notebook with the reader's edits, as files that other hosts open. notebook: { meta, cells: [{ language, source }] }.
const download = {
  dib({ meta, cells }) {
    const parts = cells.map(({ language, source }) => `#!${language}\n\n${source.replace(/\n+$/, "")}\n`);
    return `#!meta\n\n${meta}\n\n${parts.join("\n")}`;
  },

  ipynb({ cells }) {
    return JSON.stringify({
      cells: cells.map(({ language, source }, i) => ({
        cell_type: language === "markdown" ? "markdown" : "code",
        id: `cell-${i + 1}`,
        metadata: language === "markdown" ? {} : { dotnet_interactive: { language }, polyglot_notebook: { kernelName: language } },
        source: (language === "markdown" || language === "csharp" ? source : `#!${language}\n\n${source}`).split(/(?<=\n)/),
        ...(language === "markdown" ? {} : { execution_count: null, outputs: [] }),
      })),
      metadata: { kernelspec: { display_name: ".NET (C#)", language: "C#", name: ".net-csharp" }, language_info: { name: "csharp" } },
      nbformat: 4,
      nbformat_minor: 5,
    }, null, 1) + "\n";
  },

  save(name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  },
};
