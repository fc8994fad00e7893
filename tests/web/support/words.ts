// The words of the product in each language, so that tests look for what people read.
import { readFileSync } from 'node:fs';

export const languages = ['ja', 'zh-Hans', 'en'] as const;
export type Lang = (typeof languages)[number];

/** `words('ja')('portal.form.send')`; every {placeholder} must be given. */
export function words(lang: Lang) {
  const catalogues = new Map<string, Record<string, string>>();
  return (key: string, values: Record<string, string> = {}): string => {
    const room = key.slice(0, key.indexOf('.'));
    let catalogue = catalogues.get(room);
    if (!catalogue) {
      const file = new URL(`../../../locales/${lang}/${room}.json`, import.meta.url);
      catalogue = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
      catalogues.set(room, catalogue);
    }
    const text = catalogue[key.slice(room.length + 1)];
    if (text === undefined) throw new Error(`no words for ${key} in ${lang}`);
    return text.replace(/\{(\w+)\}/g, (_, name: string) => {
      if (values[name] === undefined) throw new Error(`${key} wants {${name}}`);
      return values[name];
    });
  };
}
export type Words = ReturnType<typeof words>;

/** A name that begins with these words: a label may go on with an explanation. */
export function beginsWith(text: string): RegExp {
  return new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}
