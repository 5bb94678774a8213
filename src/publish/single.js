// The page in one file has the program inside: its script above, its wasm packed by gzip as base64.
function unpack(id) {
  const packed = Uint8Array.from(atob(document.getElementById(id).textContent), (letter) => letter.charCodeAt(0));
  const bytes = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(bytes, { headers: { "content-type": "application/wasm" } });
}
async function load() {
  return () => start({ module_or_path: unpack("asem-wasm") });
}
const part = (name) => unpack(`asem-${name}`);
