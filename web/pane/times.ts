/** Instants (RFC 3339) as the reader says them: today by the hour, others by the date. */
import { lang } from './words.svelte';

const hour = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const date = { month: 'long', day: 'numeric', weekday: 'short', ...hour } as const;

export function deviceZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function soonWords(at: string, zone: string): string {
  const say = (options: Intl.DateTimeFormatOptions, when: Date) =>
    new Intl.DateTimeFormat(lang(), { timeZone: zone, ...options }).format(when);
  const when = new Date(at);
  const day = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  return say(day, when) === say(day, new Date()) ? say(hour, when) : say(date, when);
}
