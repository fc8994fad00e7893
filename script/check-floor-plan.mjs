// Holds src/ against the floor plan: the table of rooms in ARCHITECTURE.md. Tells every breach as
// FILE:LINE: message and exits 1; long files and functions are only told.
import { readFileSync, readdirSync } from 'node:fs';

const fileLinesMax = 500;
const functionLinesMax = 50;

const breaches = [];
const remarks = [];
const breach = (file, line, message) => breaches.push(`${file}:${line}: ${message}`);

const filesUnder = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`)
    .sort();

/** Rows "| `room/` | what lives there | may include |": each room with the rooms it may include. */
function readPlan() {
  const plan = new Map();
  for (const row of readFileSync('ARCHITECTURE.md', 'utf8').matchAll(/^\| `(\w+)\/`.*\| ([^|]*) \|$/gm)) {
    const [, room, allowed] = row;
    const above = [...plan.keys()];
    const named = allowed === 'every room above' ? above : (allowed.match(/\w+/g) ?? []);
    for (const name of named.filter((name) => !above.includes(name)))
      breach('ARCHITECTURE.md', 1, `${room}/ may include ${name}/, which does not stand above it`);
    plan.set(room, new Set([room, ...named]));
  }
  return plan;
}

/** Which room owns each table, by the migration that creates it: NNNN_room[.engine].sql. */
function readOwners(plan) {
  const owners = new Map();
  const rooms = { journal: 'db', idempotency: 'http', articles: 'help', request: 'requests' };
  for (const file of filesUnder('migrations')) {
    const subject = file.match(/\d+_([a-z]+)/)?.[1] ?? '';
    const room = rooms[subject] ?? subject;
    if (!plan.has(room)) breach(file, 1, `no room is called ${room}`);
    for (const [, table] of readFileSync(file, 'utf8').matchAll(/create (?:virtual )?table (?:if not exists )?(\w+)/gi))
      owners.set(table, room);
  }
  return owners;
}

const withoutComment = (line) => line.replace(/^\s*\/\/.*|\s\/\/.*/, '');
const isStore = (room, name) => room === 'db' || name.startsWith('store');

function checkIncludes(plan, file, room, line, number) {
  const [, included] = line.match(/^#include "(\w+)\//) ?? [];
  if (included && included !== 'embedded' && !plan.get(room).has(included))
    breach(file, number, `${room}/ may not include ${included}/`);
}

function checkPlaces(file, room, name, line, number) {
  if (room !== 'http' && /boost\/(asio|beast)|\b(asio|beast)::/.test(line))
    breach(file, number, 'Asio and Beast stay in http/');
  if (!file.startsWith('src/base/clock.') && /_clock::now|\b(gettimeofday|clock_gettime|time)\((nullptr|0|NULL|CLOCK)/.test(line))
    breach(file, number, 'clocks are read in base/clock alone');
  if (!isStore(room, name) && /"\s*(select\s|insert into\s|update \w+ set\s|delete from\s|create table\s|with \w+ as)/i.test(line))
    breach(file, number, 'SQL stays in store.*');
}

/** Only its own room names a table. The journal is everybody's to read through db/, and views are published. */
function checkTables(owners, file, room, line, number) {
  for (const [, table] of line.matchAll(/\b(?:from|join|into|update)\s+([a-z_]+)/g))
    if (owners.has(table) && owners.get(table) !== room)
      breach(file, number, `the table ${table} belongs to ${owners.get(table)}/`);
}

/** Blocks that begin in the first column and are no namespace or type. */
function remarkLongFunctions(file, lines) {
  let start = -1;
  lines.forEach((line, index) => {
    if (/^\S.*\{$/.test(line) && !/^(namespace|struct|class|enum|extern|union|\}|const\b.*=|constexpr\b.*=)/.test(line)) start = index;
    if (/^\}/.test(line) && start >= 0) {
      const length = index - start + 1;
      if (length > functionLinesMax) remarks.push(`${file}:${start + 1}: a function of ${length} lines`);
      start = -1;
    }
  });
}

function checkFile(plan, owners, file) {
  const [, room, ...rest] = file.split('/');
  const name = rest.at(-1);
  if (file === 'src/main.cpp') return;
  if (!plan.has(room)) return breach(file, 1, 'no room of ARCHITECTURE.md has this file');
  if (rest.length > 1) breach(file, 1, 'a room has no rooms inside');
  if (/manager|helper|util/.test(name)) breach(file, 1, 'a name must say what the file is for');
  if (!/^[a-z0-9_]+\.[hc]pp$/.test(name)) breach(file, 1, 'file names are snake_case.hpp or .cpp');
  const lines = readFileSync(file, 'utf8').split('\n');
  if (name.endsWith('.hpp') && !lines[0].startsWith('///')) breach(file, 1, 'a header opens with what it is for');
  lines.map(withoutComment).forEach((line, index) => {
    checkIncludes(plan, file, room, line, index + 1);
    checkPlaces(file, room, name, line, index + 1);
    if (isStore(room, name)) checkTables(owners, file, room, line, index + 1);
  });
  if (lines.length > fileLinesMax) remarks.push(`${file}: ${lines.length} lines`);
  remarkLongFunctions(file, lines);
}

const plan = readPlan();
if (plan.size === 0) breach('ARCHITECTURE.md', 1, 'the table of rooms cannot be read');
const owners = readOwners(plan);
for (const file of filesUnder('src')) checkFile(plan, owners, file);
for (const entry of readdirSync('tests/unit', { withFileTypes: true }))
  if (entry.isDirectory() && !plan.has(entry.name)) breach(`tests/unit/${entry.name}`, 1, 'tests/unit mirrors the rooms of src/');

for (const remark of remarks) console.log(`long: ${remark}`);
for (const line of breaches) console.error(line);
process.exit(breaches.length > 0 ? 1 : 0);
