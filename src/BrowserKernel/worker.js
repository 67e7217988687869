"use strict";
// Runs in a web worker. Messages to it: { type: "start", pack } once, then { type: "run", name, code }, one at a time.
// Messages from it: "ready"; "begun" when a cell begins; "output" (display, mimeType, content) of it, also later, from a task that it has
// left; "done" (error, where it failed);
// "ended" (reason), after which it is of no use any more.

// The page's policy holds here, too, and asks about every script that is a text.
self.trustedTypes?.createPolicy("default", { createScript: text => text, createScriptURL: text => text });

let kernel;
// The runtime takes a worker for one of its own threads unless this says that it is its only place.
self.dotnetSidecar = true;
// The loader makes addresses relative to its own, which a blob has none for; nothing is ever loaded from this one.
const base = "https://page.invalid/_framework/";

// What cells do not see: the compiler, and what is of no use without a network.
const absent = /^(Microsoft\.CodeAnalysis|System\.Net\.Http)/;

onmessage = async ({ data }) => {
  try {
    if (data.type === "start") {
      await start(data.pack);
      postMessage({ type: "ready" });
    } else {
      // What tasks of the cells before have written until now is theirs.
      kernel.Flush();
      postMessage({ type: "begun" });
      const error = JSON.parse(await kernel.Run(data.name, data.code));
      postMessage({ type: "done", error: error.message === undefined ? null : error });
    }
  } catch (error) {
    ended(error);
  }
};
// What nothing catches, such as the exception of an async void method, the runtime only writes there, and goes on or hangs.
// Of a stack of thousands of calls the first ones do.
let written = 0, isUnhandled = false;
const { error } = console;
console.error = (...parts) => {
  const text = parts.join(" ").trim();
  if (++written <= 20) error.apply(console, parts);
  if (isUnhandled && text) postMessage({ type: "ended", exit: false, reason: text });
  isUnhandled = text === "Unhandled Exception:" || (isUnhandled && !text);
};
addEventListener("error", event => ended(event.error ?? event));
addEventListener("unhandledrejection", event => ended(event.reason));

function ended(error) {
  postMessage({ type: "ended", exit: error?.name === "ExitStatus", reason: String(error?.message ?? error) });
}

async function start(pack) {
  const files = unpacked(pack);
  const script = name => URL.createObjectURL(new Blob(
    [new TextDecoder().decode(files.get(name)).replaceAll("import.meta.url", JSON.stringify(base + name))], { type: "text/javascript" }));
  const { dotnet } = await import(script("dotnet.js"));
  const runtime = await dotnet.withResourceLoader((type, name, address) => {
    const file = address.slice(address.lastIndexOf("/") + 1);
    if (file.endsWith(".js")) return script(file);
    const contentType = file.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    return Promise.resolve(new Response(files.get(file), { headers: { "Content-Type": contentType } }));
  }).create();
  runtime.setModuleImports("worker", {
    assembly: name => files.get(`${name}.dll`),
    output: (display, mimeType, content) => postMessage({ type: "output", display, mimeType, content }),
  });
  kernel = (await runtime.getAssemblyExports("BrowserKernel.dll")).BrowserKernel.Worker;
  await kernel.Start([...files.keys()].filter(file => file.endsWith(".dll") && !absent.test(file)).map(file => file.slice(0, -4)));
}

// A pack is the length of its index in four bytes, the index ([name, length] for each file, as JSON), and the files.
function unpacked(pack) {
  const length = new DataView(pack).getUint32(0, true);
  let offset = 4 + length;
  return new Map(JSON.parse(new TextDecoder().decode(new Uint8Array(pack, 4, length))).map(([name, size]) => {
    const file = new Uint8Array(pack, offset, size);
    offset += size;
    return [name, file];
  }));
}
