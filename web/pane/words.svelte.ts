/** Every text of the pane in three languages. They come with the script; only plain placeholders, so no parser does. */
import texts from 'virtual:texts';
import type embed from '$locales/en/embed.json';
import type portal from '$locales/en/portal.json';
import type shared from '$locales/en/shared.json';

export type Lang = keyof typeof texts;
export type Key = `embed.${keyof typeof embed}` | `portal.${keyof typeof portal}` | `shared.${keyof typeof shared}`;

let current = $state<Lang>('en');

export function lang(): Lang {
  return current;
}

export function setLang(chosen: Lang): void {
  current = chosen;
}

function known(tag: string): Lang | undefined {
  const first = tag.toLowerCase().split('-')[0];
  if (first === 'zh') return 'zh-Hans';
  return first === 'ja' || first === 'en' ? first : undefined;
}

/** The language of a tag (zh-CN is zh-Hans); else the browser's. */
export function langOf(tag: string): Lang {
  return [tag, ...navigator.languages].map(known).find((found) => found !== undefined) ?? 'en';
}

export function t(key: Key, values: Record<string, string | number> = {}): string {
  const text = texts[current][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
