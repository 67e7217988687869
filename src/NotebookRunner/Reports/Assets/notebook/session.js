"use strict";

// The C# of one lesson: a web worker with the runtime, which knows what the cells that ran have defined.
// It is made when it is first needed, and again after a stop; the page stays usable meanwhile.
class Session {
  static #pack; // the runtime, unpacked, once a page

  #worker;
  #ready;
  #starting; // what ends a start that is still under way
  #running; // { show, end } of the cell that runs
  #show; // of the cell that has begun last: it gets what tasks of its own write later, too
  #tell;
  #lost;

  // tell(text, share): what the reader should know while the runtime loads; share is the part that is there, from 0 to 1.
  // lost(why, reason): the session has ended while no cell ran.
  constructor(tell, lost) {
    this.#tell = tell;
    this.#lost = lost;
  }

  get isStarted() { return this.#ready !== undefined; }

  // Resolves when cells can run; rejects with an error whose name is "AbortError" if it was stopped before.
  start() {
    if (!this.#ready) {
      const { signal } = this.#starting = new AbortController();
      const ready = this.#ready = this.#start(signal);
      ready.catch(() => { if (this.#ready === ready) this.stop(); });
    }
    return this.#ready;
  }

  // Runs a cell. show(output) gets what it shows meanwhile. Resolves with { error, ended, reason }: the error is null if there was
  // none; ended tells why the session is gone with it ("stopped", "exit" or "crash"), and the reason what broke down.
  async run(name, code, show) {
    await this.start();
    return new Promise(resolve => {
      this.#running = { show, end: result => { this.#running = undefined; resolve(result); } };
      this.#worker.postMessage({ type: "run", name, code });
    });
  }

  // Ends the session at once, whatever runs. What the cells defined is gone.
  stop(why = "stopped", reason = "") {
    this.#starting?.abort();
    this.#worker?.terminate();
    this.#worker = this.#ready = this.#show = undefined;
    this.#running?.end({ error: null, ended: why, reason });
  }

  async #start(signal) {
    Session.#pack ??= this.#load().catch(error => { Session.#pack = undefined; throw error; });
    const pack = await Session.#pack;
    signal.throwIfAborted();
    this.#tell("Starting C# …", 1);
    const script = new Blob([document.getElementById("worker-script").textContent], { type: "text/javascript" });
    const address = URL.createObjectURL(script);
    const worker = this.#worker = new Worker(address);
    let isReady = false;
    await new Promise((resolve, reject) => {
      signal.onabort = () => reject(signal.reason);
      const ended = (reason, exit) => {
        if (!exit) console.error(reason);
        reject(new Error(reason));
        if (worker !== this.#worker) return;
        const why = exit ? "exit" : "crash", isBetween = isReady && !this.#running;
        this.stop(why, reason);
        if (isBetween) this.#lost(why, reason);
      };
      worker.onerror = event => ended(event.message ?? "the worker could not start", false);
      worker.onmessage = ({ data }) => {
        if (worker !== this.#worker) return;
        if (data.type === "ready") {
          isReady = true;
          resolve();
        } else if (data.type === "begun") this.#show = this.#running?.show;
        else if (data.type === "output") this.#show?.(data);
        else if (data.type === "done") this.#running?.end({ error: data.error });
        else ended(data.reason, data.exit);
      };
      worker.postMessage({ type: "start", pack });
    });
    URL.revokeObjectURL(address);
    this.#tell("", 1);
  }

  // The runtime is compressed: in an element of this page, or in a file beside it.
  async #load() {
    const element = document.getElementById("runtime");
    const address = element.dataset.src ? new URL(element.dataset.src, document.baseURI).href : `data:application/octet-stream;base64,${element.textContent}`;
    if (address.startsWith("file:")) {
      throw new Error("A page from a disk may load nothing. Open course.html, which has everything in it, or serve this folder: dotnet run --project src/NotebookRunner -- site --serve");
    }
    const response = await fetch(address).catch(() => { throw new Error("C# could not be loaded: there is no connection to the site."); });
    if (!response.ok) throw new Error(`C# could not be loaded: ${response.status} ${response.statusText}`);
    const total = Number(element.dataset.size);
    let loaded = 0;
    const counter = new TransformStream({
      transform: (chunk, controller) => {
        loaded += chunk.byteLength;
        this.#tell(`Loading C# (${(total / 1e6).toFixed(1)} MB) …`, Math.min(1, loaded / total));
        controller.enqueue(chunk);
      },
    });
    return new Response(response.body.pipeThrough(counter).pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  }
}
