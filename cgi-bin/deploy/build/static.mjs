// Fills BUILD/static and writes BUILD/static.names: see deploy/static.mk. Usage: node static.mjs BUILD
// It must give the same bytes for the same sources, and fail on a name that nothing defines.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const build = process.argv[2];
const out = join(build, 'static');
const font = 'node_modules/@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-';
const flags = 'node_modules/flag-icons/flags/4x3';
const sources = readdirSync('static').sort();
const urls = new Map();

const hash = (pieces) => {
  const h = createHash('sha256');
  for (const piece of pieces) h.update(piece);
  return h.digest('hex').slice(0, 10);
};

function write(file, bytes) {
  writeFileSync(join(out, file), bytes);
  if (/\.(css|js|svg)$/.test(file)) writeFileSync(join(out, `${file}.gz`), gzipSync(bytes, { level: 9 }));
}

function add(name, bytes) {
  const ext = extname(name);
  const file = `${basename(name, ext)}.${hash([bytes])}${ext}`;
  write(file, bytes);
  urls.set(name, `/static/${file}`);
}

function addFolder(name, files) {
  const folder = `${name}.${hash([...files].flat())}`;
  mkdirSync(join(out, folder));
  for (const [file, bytes] of files) write(join(folder, file), bytes);
  urls.set(name, `/static/${folder}`);
}

const link = (file, text) =>
  text.replace(/@static\(([^)]*)\)@/g, (_, name) => {
    if (!urls.has(name) && sources.includes(name)) addText(name);
    if (!urls.has(name)) throw new Error(`${file}: @static(${name})@ names no static file`);
    return urls.get(name);
  });
// What only people read stays here: lines of comment and indentation. No source holds them inside a string.
const lean = (text) => text.replace(/^\s*\/\/.*\n/gm, '').replace(/([;{},(]) +\/\/ .*$/gm, '$1').replace(/^\s*\/\*.*\*\/\n/gm, '').replace(/^[ \t]+/gm, '').replace(/\n{2,}/g, '\n');
// On a weak signal one file arrives sooner than its modules one by one: this script holds its imports, each as a
// function of its own that gives what it exports.
const WHOLE = ['field.js'];
function whole(name, seen) {
  const text = readFileSync(join('static', name), 'utf8');
  const imports = /^import (\{[^}]*\}) from '@static\((.*)\)@';$/gm;
  const before = [...text.matchAll(imports)].map(([, , from]) => (seen.has(from) ? '' : (seen.add(from), whole(from, seen)))).join('');
  const body = text.replace(imports, (_, names, from) => `const ${names} = ${basename(from, '.js')}_js;`);
  const exported = [...body.matchAll(/^export (?:async )?(?:function|const|class) (\w+)/gm)].map(([, word]) => word);
  const own = body.replace(/^export /gm, '');
  return before + (exported.length ? `const ${basename(name, '.js')}_js = (() => {\n${own}\nreturn { ${exported.join(', ')} };\n})();\n` : own);
}
const addText = (name) => {
  const text = link(name, WHOLE.includes(name) ? whole(name, new Set()) : readFileSync(join('static', name), 'utf8'));
  add(name, name.endsWith('.svg') ? text : lean(text));
};

// One sprite of a list with lines `id lucide-name`, or `id` alone for a drawing of our own in static/icons.
function sprite(list) {
  const file = basename(list).replace('.icons', '.svg');
  const ids = [];
  const symbols = readFileSync(list, 'utf8').split('\n').filter((line) => line && !line.startsWith('#')).map((line) => {
    const [id, lucide] = line.split(/\s+/);
    ids.push(id);
    const path = lucide ? `node_modules/lucide-static/icons/${lucide}.svg` : `static/icons/${id}.svg`;
    const svg = readFileSync(path, 'utf8').replace(/<!--.*?-->/gs, '');
    const [, attributes, inner] = svg.match(/<svg([^>]*)>(.*)<\/svg>/s);
    const kept = attributes.replace(/\s(xmlns|width|height|class|stroke-width)="[^"]*"/g, '').replace(/\s+/g, ' ').trim();
    return `<symbol id="${id}" ${kept}>${inner.replace(/\s*\n\s*/g, '').trim()}</symbol>`;
  });
  add(file, `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`);
  for (const id of ids) urls.set(`${file}#${id}`, `${urls.get(file)}#${id}`);
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

add('jakarta.woff2', readFileSync(`${font}latin-wght-normal.woff2`));
add('jakarta-ext.woff2', readFileSync(`${font}latin-ext-wght-normal.woff2`));

add('sortable.js', readFileSync('node_modules/sortablejs/Sortable.min.js'));

// Our own simpler drawings of flags replace those of 80 KB and more. Two islands have a calling code, and their flags as
// parts of Saint Helena.
const own = new Set(readdirSync('static/flags'));
const parts = { 'ac.svg': 'sh-ac.svg', 'ta.svg': 'sh-ta.svg' };
addFolder('flags', [...readdirSync(flags).filter((file) => /^[a-z]{2}\.svg$/.test(file)), ...Object.keys(parts)].sort()
  .map((file) => [file, readFileSync(join(own.has(file) ? 'static/flags' : flags, parts[file] ?? file))]));

// A preview of the worker's pages in a light of its own: the palettes of field.css, by choice instead of by the system.
const palette = readFileSync('static/field.css', 'utf8');
const [, dark] = palette.match(/@media \(prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}/);
const [, light] = palette.match(/:root \{([^}]*)\}/);
const screenCss = `:root[data-theme=light] {${light} color-scheme: light; }\n:root[data-theme=dark] {${light}${dark} color-scheme: dark; }\n`;

for (const file of sources.filter((name) => name.endsWith('.icons'))) sprite(join('static', file));
add('screen.css', screenCss + readFileSync('static/screen.css', 'utf8'));
for (const file of sources.filter((name) => /\.(svg|js|css)$/.test(name))) if (!urls.has(file)) addText(file);

writeFileSync(join(build, 'static.names'), [...urls].map(([name, url]) => `${name} ${url}\n`).join(''));
