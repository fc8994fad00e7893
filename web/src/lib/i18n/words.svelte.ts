/**
 * The room of words: which language the reader reads, and every visible text in it.
 * Texts live in /locales as ICU MessageFormat; nothing visible is written in code.
 */
import { IntlMessageFormat } from 'intl-messageformat';
import type shared from '$locales/en/shared.json';
import type portal from '$locales/en/portal.json';
import type console_ from '$locales/en/console.json';
import type office from '$locales/en/office.json';

export type Lang = 'en' | 'ja' | 'zh-Hans';
/** A text's name: the catalogue it stands in, and its key there. */
export type Key =
  | `shared.${keyof typeof shared}`
  | `portal.${keyof typeof portal}`
  | `console.${keyof typeof console_}`
  | `office.${keyof typeof office}`;
export type Place = 'shared' | 'portal' | 'console' | 'office';
export type Values = Record<string, string | number | Date>;

/** Each language in its own words, for the choice of language. */
export const languages: Record<Lang, string> = { ja: '日本語', 'zh-Hans': '简体中文', en: 'English' };

const catalogues = import.meta.glob<Record<string, string>>(
  '../../../../locales/*/{shared,portal,console,office}.json',
  {
    import: 'default',
  },
);

let current = $state<Lang>('en');
let texts = $state.raw<Record<string, string>>({});
let places: Place[] = ['shared'];
const parsed = new Map<string, IntlMessageFormat>();

/** The reader's language now; reading it in a component follows its changes. */
export function lang(): Lang {
  return current;
}

/** What a browser or a stored choice says, as one of our languages: zh-CN is zh-Hans, ja-JP is ja. */
export function asLang(tag: string | null | undefined): Lang | undefined {
  const first = tag?.toLowerCase().split('-')[0];
  if (first === 'ja' || first === 'en') return first;
  return first === 'zh' ? 'zh-Hans' : undefined;
}

/** The language to begin with before anybody is signed in. */
export function firstLang(): Lang {
  const stored = asLang(localStorage.getItem('lang'));
  return stored ?? navigator.languages.map(asLang).find((found) => found !== undefined) ?? 'en';
}

async function read(chosen: Lang, place: Place): Promise<Record<string, string>> {
  const load = catalogues[`../../../../locales/${chosen}/${place}.json`];
  const found = load ? await load() : {};
  return Object.fromEntries(Object.entries(found).map(([key, text]) => [`${place}.${key}`, text]));
}

/** Shows everything in `chosen` from now on, once its texts have arrived. */
export async function setLang(chosen: Lang): Promise<void> {
  const loaded = await Promise.all(places.map((place) => read(chosen, place)));
  texts = Object.assign({}, ...loaded);
  parsed.clear();
  current = chosen;
  document.documentElement.lang = chosen;
  localStorage.setItem('lang', chosen);
}

/** Brings the texts of a place; to be awaited in the place's layout before it shows. */
export async function needTexts(place: Place): Promise<void> {
  if (places.includes(place)) return;
  places = [...places, place];
  const before = current;
  const more = await read(before, place);
  if (before === current) texts = { ...texts, ...more };
}

/** The text of `key` in the reader's language, with `values` filled in. */
export function t(key: Key, values?: Values): string {
  const text = texts[key];
  if (text === undefined) return key;
  if (!values && !text.includes('{') && !text.includes("'")) return text;
  let message = parsed.get(key);
  if (!message) {
    message = new IntlMessageFormat(text, current, undefined, { ignoreTag: true });
    parsed.set(key, message);
  }
  return String(message.format(values));
}
