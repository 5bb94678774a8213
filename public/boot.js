// Starts the wasm. A file of its own, since the content security policy allows no inline script; the build names the
// hashed files in two <meta> elements.
const address = (name) => new URL(document.querySelector(`meta[name="${name}"]`).content, document.baseURI).href;

// The page's own code did not start, or stopped: the one failure that it cannot tell of itself.
function tell(problem) {
  console.error(problem);
  if (document.documentElement.dataset.app === "failed") return;
  document.documentElement.dataset.app = "failed";
  const line = document.getElementById("loading") ?? document.createElement("p");
  line.setAttribute("role", "alert");
  line.textContent = typeof WebAssembly === "object"
    ? "The dashboard could not be started or has stopped. Check the network connection, then try again. "
    : "This browser cannot run WebAssembly, which the dashboard needs. ";
  const retry = document.createElement("button");
  retry.type = "button";
  retry.className = "asem-button asem-button--primary";
  retry.textContent = "Retry";
  retry.addEventListener("click", () => location.reload());
  line.append(retry);
  if (!line.isConnected) document.getElementById("app").prepend(line);
}

// A trap after the start reaches nobody else.
for (const event of ["error", "unhandledrejection"]) {
  addEventListener(event, ({ error, reason }) => {
    if ((error ?? reason) instanceof WebAssembly.RuntimeError) tell(error ?? reason);
  });
}

try {
  const { default: start } = await import(address("asem-module"));
  await start({ module_or_path: address("asem-wasm") });
} catch (problem) {
  tell(problem);
}
