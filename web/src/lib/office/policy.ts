/** What the office's screens say about policy versions: their types, their lines and the calls they share. */
import { api, call, type Schemas } from '$lib/api/client';
import { lang } from '$lib/i18n/words.svelte';

export type Version = Schemas['PolicyVersion'];
export type Mistake = Schemas['PolicyMistake'];
export type Difference = Schemas['PolicyDifference'];
export type Move = Schemas['PolicyMove'];
export type Files = Record<string, string>;
/** What is to be published: a text of one's own, or an older version's again. */
export type Proposal = { text: string; files: Files } | { from_version: number };

const query = () => ({ lang: lang() });

export const askVersions = (after?: string) =>
  call(api.GET('/api/v1/office/policy/versions', { params: { query: after ? { after } : {} } }));

export const askVersion = (n: number | string) =>
  call(api.GET('/api/v1/office/policy/versions/{n}', { params: { path: { n: String(n) } } }));

export const askTerms = (n: number | string) =>
  call(api.GET('/api/v1/office/policy/versions/{n}/terms', { params: { path: { n: String(n) }, query: query() } }));

export const askDifference = (n: number | string, other: number | string) =>
  call(
    api.GET('/api/v1/office/policy/versions/{n}/difference/{other}', {
      params: { path: { n: String(n), other: String(other) }, query: query() },
    }),
  );

/** The address of a version's line. */
export const lineHref = (version: number, line: number): string => `/office/policy/versions/${version}#L${line}`;

/** The line where a thing such as [desks.technical] begins, counted from 1; nothing if it is written in another way. */
export function lineOf(text: string | undefined, table: string, id: string): number | undefined {
  const heads = [`[${table}.${id}]`, `[${table}."${id}"]`];
  const at =
    text?.split('\n').findIndex((line) => heads.some((head) => line.replace(/\s/g, '').startsWith(head))) ?? -1;
  return at < 0 ? undefined : at + 1;
}

/** Columns count code points from 1, as people count letters; strings count UTF-16 units from 0. */
export function unitsBefore(line: string, column: number): number {
  return [...line].slice(0, Math.max(0, column - 1)).join('').length;
}
