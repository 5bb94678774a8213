// The page of another search engine: the same records, field and rows, drawn as plainly as can be.
const engine = new URLSearchParams(location.search).get('engine');
const fold = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
const records = await (await fetch('records.json')).json();

const engines = {
  scan() {
    const texts = records.map(({ number, title, body }) => fold(`${number} ${title} ${body}`));
    return (typed) => {
      const terms = fold(typed).split(/[\s_]+/).filter(Boolean);
      const found = [];
      texts.forEach((text, at) => terms.every((term) => text.includes(term)) && found.push(at));
      return found;
    };
  },
  minisearch() {
    const search = new MiniSearch({ fields: ['number', 'title', 'body'], idField: 'at', processTerm: fold });
    search.addAll(records.map((record, at) => ({ ...record, at })));
    return (typed) => search.search(typed, { prefix: true, combineWith: 'AND' }).map(({ id }) => id);
  },
  flexsearch() {
    const index = new FlexSearch.Document({
      tokenize: 'forward',
      document: { id: 'at', index: ['number', 'title', 'body'] },
    });
    records.forEach((record, at) => index.add({ ...record, at }));
    return (typed) => {
      const found = new Set();
      for (const { result } of index.search(typed, { limit: records.length })) result.forEach((at) => found.add(at));
      return [...found];
    };
  },
};

const start = performance.now();
const find = engines[engine]();
document.documentElement.dataset.built = Math.round(performance.now() - start);
const [count, rows] = ['count', 'rows'].map((id) => document.getElementById(id));
document.getElementById('archive-search').addEventListener('input', (event) => {
  const found = event.target.value.trim() ? find(event.target.value) : records.map((_, at) => at);
  count.textContent = `${found.length} of ${records.length} entries`;
  rows.replaceChildren(
    ...found.slice(0, 30).map((at) => {
      const [row, link, details] = ['li', 'a', 'span'].map((name) => document.createElement(name));
      link.href = `?release=${records[at].number}`;
      link.textContent = records[at].title;
      details.textContent = `${records[at].date}, ${records[at].number}`;
      row.append(link, details);
      return row;
    }),
  );
});
