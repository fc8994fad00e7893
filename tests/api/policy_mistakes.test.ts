// The mistakes of a policy as the office tells them: in the reader's language, at their place (policy rows N1, N2).
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client, Json } from './support/client';
import { people } from './support/people';
import { Server, operator_host } from './support/server';

const languages = ['en', 'ja', 'zh-Hans'] as const;
let server: Server;
let manager: Client;
let version: { text: string; files: Record<string, string>; newest: number };
beforeAll(async () => {
  server = await Server.start();
  manager = await server.as(people.manager);
  const { in_force, newest } = (await manager.get('/api/v1/office/policy/versions')).is(200);
  const { text, files } = (await manager.get(`/api/v1/office/policy/versions/${in_force}`)).is(200);
  version = { text, files, newest };
});
afterAll(() => server?.stop());

const swapped = (from: string, to: string): string => {
  expect(version.text).toContain(from);
  return version.text.replace(from, to);
};
const check = async (text: string, lang: string, files = version.files): Promise<Json> =>
  (await manager.post(`/api/v1/office/policy/check?lang=${lang}`, { text, files })).is(200);
const place = ({ file, line, column, end_column }: Json): Json => ({ file, line, column, end_column });

describe('a mistake', () => {
  const said: Record<(typeof languages)[number], string> = {
    en: 'there is no calendar "buisness" (did you mean "business"?)',
    ja: 'カレンダー「buisness」はありません。「business」ではありませんか。',
    'zh-Hans': '没有日历“buisness”。您要写的是“business”吗?',
  };

  test('is told in each language, at one place, with one suggestion', async () => {
    const text = swapped('calendar = "business"', 'calendar = "buisness"');
    const told = await Promise.all(languages.map(async (lang) => (await check(text, lang)).mistakes));
    expect(told.map((mistakes) => mistakes.map(({ message }: Json) => message))).toEqual(
      languages.map((lang) => [said[lang]]),
    );
    for (const [mistake] of told) {
      expect(mistake.suggestion).toBe('"business"');
      expect(place(mistake)).toEqual(place(told[0][0]));
    }
  });

  test('is told in the language of whoever publishes', async () => {
    const text = swapped('calendar = "business"', 'calendar = "buisness"');
    for (const lang of languages) {
      (await manager.call('PATCH', '/api/v1/me', { json: { lang } })).is(200);
      const reply = await manager.post(
        '/api/v1/office/policy/versions',
        { text, files: version.files, reason: 'a slip' },
        { 'If-Match': `"${version.newest}"` },
      );
      const problem = reply.isProblem(422, 'policy.mistakes');
      expect(problem.mistakes.map(({ message }: Json) => message)).toEqual([said[lang]]);
      expect(problem.mistakes_more).toBe(0);
      const preview = await manager.post('/api/v1/office/policy/preview', { text, files: version.files });
      expect(preview.isProblem(422, 'policy.mistakes').mistakes).toEqual(problem.mistakes);
    }
  });

  test('of a file of holidays, too', async () => {
    const name = Object.keys(version.files)[0]!;
    const files = {
      ...version.files,
      [name]: 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:2026\nEND:VEVENT\nEND:VCALENDAR\n',
    };
    const [en, ja] = await Promise.all(
      ['en', 'ja'].map(async (lang) => (await check(version.text, lang, files)).mistakes),
    );
    expect(en).toMatchObject([{ file: name, line: 3, message: 'Line 3: “2026” is not a date in the form 20261122.' }]);
    expect(ja).toMatchObject([
      { file: name, line: 3, message: '3 行目: 「2026」は 20261122 の形の日付ではありません。' },
    ]);
  });

  test('against the other operator of the house', async () => {
    const id = await check(swapped('"m365-cn"', '"m365-xx"'), 'ja');
    expect(id.mistakes).toMatchObject([{ message: 'これは事業者「m365-cn」のポリシーです。id は変えられません。' }]);
    const host = await check(
      swapped('["m365-cn.localhost"]', `["m365-cn.localhost", "${operator_host.ww}"]`),
      'zh-Hans',
    );
    expect(host.mistakes).toMatchObject([{ message: `主机名“${operator_host.ww}”属于另一个运营商。` }]);
  });
});

test('200 mistakes are told, and how many more there are', async () => {
  const slips = (count: number): string =>
    version.text +
    Array.from({ length: count }, (_, at) => `[[topics]]\nid = "slip-${at}"\ndesk = "billing"\n`).join('');
  for (const [count, more] of [
    [199, 0],
    [200, 0],
    [201, 1],
    [1200, 1000],
  ] as const) {
    const told = await check(slips(count), 'ja');
    expect([told.mistakes.length, told.mistakes_more]).toEqual([Math.min(count, 200), more]);
  }
});
