// JSON bodies as such: what cannot be read, of which type they come, how long they may be. Their fields are tried in
// bad_inputs.test.ts.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operations } from './support/contract';
import { doors, named_doors, openHouse, send, type Door, type House } from './support/doors';
import { newRequest } from './support/people';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.server.stop());

test('every route of the contract that takes JSON is tried here', () => {
  const known = doors.map((door) => `${door.method} ${door.path}`);
  const taking = operations.filter((each) => each.body).map((each) => `${each.method} ${each.path}`);
  expect(known.sort()).toEqual(taking.sort());
});

type Bytes = (door: Door) => string | Uint8Array;
const text = (door: Door): string => JSON.stringify(door.good());
const inside = (door: Door, extra: string): string => text(door).replace(/^\{/, `{${extra},`);

const unreadable: [string, Bytes, number[]][] = [
  ['nothing', () => '', [400]],
  ['white space', () => ' \n', [400]],
  ['half of it', (door) => text(door).slice(0, -1), [400]],
  ['one bracket', () => '{', [400]],
  ['a list', (door) => `[${text(door)}]`, [400]],
  ['a text', () => '"text"', [400]],
  ['a number', () => '1', [400]],
  ['null', () => 'null', [400]],
  ['two of it', (door) => text(door) + text(door), [400]],
  ['a comma too many', (door) => text(door).replace(/\}$/, ',}'), [400]],
  ['single quotes', () => "{'text':'x'}", [400]],
  ['a comment', (door) => `${text(door)} // so`, [400]],
  ['NaN', (door) => inside(door, '"x":NaN'), [400]],
  ['a form', () => 'email=a&password=b', [400]],
  ['XML', () => '<?xml version="1.0"?><request/>', [400]],
  ['a byte order mark', (door) => `\ufeff${text(door)}`, [400]],
  ['UTF-16', (door) => Buffer.from(text(door), 'utf16le'), [400]],
  ['bad UTF-8', (door) => Buffer.from(inside(door, '"x":"\xff\xfe"'), 'latin1'), [400]],
  ['overlong UTF-8', (door) => Buffer.from(inside(door, '"x":"\xc0\xaf"'), 'latin1'), [400]],
  ['half a surrogate in UTF-8', (door) => Buffer.from(inside(door, '"x":"\xed\xa0\x80"'), 'latin1'), [400]],
  ['half a surrogate, escaped', (door) => inside(door, '"x":"\\ud800"'), [400]],
  ['a key twice', (door) => inside(door, text(door).slice(1, -1)), [400]],
  ['a key twice, one escaped', (door) => inside(door, '"\\u0061":1,"a":2'), [400]],
  ['a key twice, deeper', (door) => inside(door, '"x":{"y":1,"y":2}'), [400]],
  ['depth of 10,000', (door) => inside(door, `"x":${'['.repeat(10_000)}${']'.repeat(10_000)}`), [400]],
  ['U+0000', (door) => inside(door, '"x":"a\\u0000b"'), [422]],
  ['U+0000 in a key', (door) => inside(door, '"x\\u0000":1'), [422]],
  ['a megabyte', (door) => inside(door, `"x":"${'x'.repeat(1 << 20)}"`), [413]],
];

describe.each(named_doors)('%s refuses', (_, door) => {
  test.each(unreadable)('%s', async (_name, bytes, statuses) => {
    const problem = await send(house, door, { raw: bytes(door) });
    expect({ statuses, text: problem.text.slice(0, 200) }).toEqual({
      statuses: expect.arrayContaining([problem.status]),
      text: expect.any(String),
    });
    if (!statuses.includes(problem.status)) expect.fail(`answered ${problem.status}`);
  });

  test('a megabyte in pieces, without a length', async () => {
    const raw = inside(door, `"x":"${'x'.repeat(1 << 20)}"`);
    const reply = await send(house, door, { raw, chunked: true }).catch((error: NodeJS.ErrnoException) => error.code);
    // It may close on the sender before the sender has read the answer.
    if (typeof reply === 'object') reply.is(413);
    else expect(['EPIPE', 'ECONNRESET']).toContain(reply);
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
    'application/xml',
    'text/json',
    'application/jsonp',
    'application/json, text/plain',
    'json',
  ])('a body of the type %s', async (type) => {
    const reply = await send(house, door, { raw: text(door), type });
    expect(reply.isProblem(415, 'body.not_json').detail).toContain('application/json');
    expect(reply.headers.accept).toBe('application/json');
  });

  test('no body of any type', async () => {
    (await send(house, door, { raw: '', type: 'text/plain' })).is(400);
  });
});

describe.each(named_doors)('%s reads', (_, door) => {
  // A field that is not known tells that the body was read, and changes nothing.
  const raw = inside(door, '"sideways":1');
  test.each(['application/json;charset=UTF-8', 'Application/JSON', 'application/merge-patch+json', ''])(
    'a body of the type "%s"',
    async (type) => {
      const problem = (await send(house, door, { raw, type })).is(422);
      expect(problem.errors.map((error: { field: string }) => error.field)).toContain('sideways');
    },
  );
});

// ---- how long they may be ------------------------------------------------------------------------------------------

/** Every character outside ASCII as \uXXXX, as many programs write JSON. */
const escaped = (value: unknown): string =>
  JSON.stringify(value).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

describe('the longest texts of the contract', () => {
  const [opening, answering, asking] = ['open', 'answer', 'verdict'].map((name) =>
    doors.find((door) => door.name === name)!,
  ) as [Door, Door, Door];
  const longest = '𠮷'.repeat(65_536);
  const whole = () =>
    newRequest({ subject: '𠮷'.repeat(200), description: longest, business_impact: '𠮷'.repeat(8192) });

  test.each([
    ['four bytes a character', JSON.stringify],
    ['every character escaped', escaped],
  ])('are taken, %s', async (_, write) => {
    const request = (await send(house, opening, { raw: write(whole()) })).is(201);
    const { items } = (await house.admin.get(`/api/v1/requests/${request.id}/timeline`)).is(200);
    expect(items[0].message.text === longest).toBe(true);
    const { message } = (await send(house, answering, { raw: write({ text: longest }) })).is(201);
    expect(message.text === longest).toBe(true);
    (await send(house, asking, { raw: write({ description: longest }) })).is(200);
    house.request = (await house.agent.get(`/api/v1/requests/${house.request.id}`)).is(200);
  });

  test('and one character more is told as the field', async () => {
    for (const [door, body] of [
      [opening, newRequest({ description: `${longest}字` })],
      [answering, { text: `${longest}字` }],
      [asking, { description: `${longest}字` }],
    ] as const) {
      const problem = (await send(house, door, { raw: escaped(body) })).is(422);
      expect(problem.errors[0].code).toBe('too_long');
    }
  });

  test('elsewhere 256 KiB are enough', async () => {
    for (const door of doors.filter(({ long }) => !long)) {
      const rest = 256 * 1024 - inside(door, '"x":""').length;
      (await send(house, door, { raw: inside(door, `"x":"${'x'.repeat(rest)}"`) })).is(422);
      (await send(house, door, { raw: inside(door, `"x":"${'x'.repeat(rest + 1)}"`) })).is(413);
    }
  });
});
