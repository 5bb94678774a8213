// The page in one file has the program inside: its script above, its wasm packed by gzip as base64.
async function load() {
  const packed = Uint8Array.from(atob(document.getElementById("asem-wasm").textContent), (letter) => letter.charCodeAt(0));
  const bytes = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const wasm = new Response(bytes, { headers: { "content-type": "application/wasm" } });
  return () => start({ module_or_path: wasm });
}
