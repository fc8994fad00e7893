// Holds docs/rows.md against the tests: a file that the page names for a row has a test whose title names the row, and
// what the page says is built is there. Tells every breach as FILE:LINE: message and exits 1.
import { existsSync, readFileSync } from 'node:fs';

const page = 'docs/rows.md';
const breaches = [];

/** The titles of a file of tests: "Suite.Name" of GoogleTest, the first argument of test() and describe(). */
function titlesOf(file) {
  const text = readFileSync(file, 'utf8');
  const google = /\b(?:TEST(?:_[FP])?\(\s*(\w+)\s*,\s*(\w+)|RegisterTest\(\s*"(\w+)")/g;
  const script = /\b(?:test|describe)(?:\.each(?:\(\w+\)|\([\s\S]*?\]\)))?(?:\.\w+)*\(\s*(['"`])([\s\S]*?)\1/g;
  return file.endsWith('.cpp')
    ? [...text.matchAll(google)].map(([, suite, name, registered]) => registered ?? `${suite}.${name}`)
    : [...text.matchAll(script)].map(([, , title]) => title);
}

const names = (title, row) => new RegExp(`(?<![A-Z0-9])${row}(?![0-9])`).test(title);
const namedIn = (cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name);

const isBuilt = (name) => [name, `src/${name}`, `src/${name}.cpp`].some((path) => existsSync(path));

readFileSync(page, 'utf8')
  .split('\n')
  .forEach((line, index) => {
    const [, row, , built, tests] = line.match(/^\| ([SN]\d+) \| (.*?) \| (.*?) \| (.*?) \|$/) ?? [];
    if (!row) return;
    const breach = (message) => breaches.push(`${page}:${index + 1}: ${row}: ${message}`);
    for (const name of namedIn(built).filter((each) => !isBuilt(each))) breach(`there is no ${name}`);
    if (namedIn(tests).length === 0) breach('no test is named');
    for (const file of namedIn(tests)) {
      if (!existsSync(file)) breach(`there is no ${file}`);
      else if (!titlesOf(file).some((title) => names(title, row))) breach(`no title in ${file} names it`);
    }
  });

for (const one of breaches) console.error(one);
if (breaches.length > 0) process.exit(1);
