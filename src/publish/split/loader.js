// How the parts of the program come that `make build` cuts off (see wasm-bindgen beside this file), in the order in which they need
// each other. Without the page nothing goes on; without the rest, the page tells it.
const there = new Set();
async function come(names) {
    const missing = names.filter((name) => !there.has(name));
    const files = missing.map((name) => asem.part(name));
    for (const [at, name] of missing.entries()) {
        await __wbg_load(await files[at], { __wasm_split: wasm });
        there.add(name);
    }
}
const loader = (names) => async (callback, data) => {
    let isThere = true;
    try {
        await come(names);
    } catch (problem) {
        if (names.includes("page")) return asem.tell(problem, true);
        console.error(problem);
        isThere = false;
    }
    wasm.__indirect_function_table.get(callback)(data, isThere);
};
const loaders = {
    __wasm_split_load_page: loader(["shared", "page"]),
    __wasm_split_load_rest: loader(["shared", "rest"]),
};
