/**
 * Instants as the reader says them: in the reader's zone and language, near ones by the hour, far ones by the date.
 * Durations are milliseconds; instants RFC 3339 as the contract has them.
 */
import { lang } from './words.svelte';

/** The zone that this device is set to. */
export const deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
let zone = $state(deviceZone);
const formats = new Map<string, Intl.DateTimeFormat>();

/** The reader's zone, from the account once signed in. */
export function setZone(name: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    zone = name;
  } catch {
    // A zone this browser does not know: keep the browser's own.
  }
}

export function readerZone(): string {
  return zone;
}

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = lang() + zone + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(lang(), { timeZone: zone, ...options })));
  return found;
}

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** 15:09 */
export function hour(at: string): string {
  return format(clock).format(new Date(at));
}

/** November 23, 15:09, with the year where it is not this one. */
export function dateAndHour(at: string): string {
  const year = new Date(at).getFullYear() === new Date().getFullYear() ? {} : ({ year: 'numeric' } as const);
  return format({ month: 'long', day: 'numeric', weekday: 'short', ...year, ...clock }).format(new Date(at));
}

/** Everything there is to say, zone included: for titles (hover) and printing. */
export function exact(at: string): string {
  return format({ dateStyle: 'full', timeStyle: 'long' }).format(new Date(at));
}

/** November 23 */
export function day(at: string): string {
  return format({ month: 'long', day: 'numeric' }).format(new Date(at));
}

/** GMT+9 in the reader's words, at that instant. */
export function zoneName(at: string = new Date().toISOString()): string {
  const parts = format({ timeZoneName: 'short', hour: 'numeric' }).formatToParts(new Date(at));
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

function dayNumber(at: Date): number {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at);
  return Math.round(Date.parse(`${parts}T00:00:00Z`) / 86_400_000);
}

/** 15:09, tomorrow 15:09, or the date: as one says it aloud. */
export function soonWords(at: string, now: number = Date.now()): string {
  const days = dayNumber(new Date(at)) - dayNumber(new Date(now));
  if (days === 0) return hour(at);
  if (Math.abs(days) === 1) {
    const near = new Intl.RelativeTimeFormat(lang(), { numeric: 'auto' }).format(days, 'day');
    return `${near} ${hour(at)}`;
  }
  return dateAndHour(at);
}

/** The same as short as can be, for lists: the far ones as Thu 11/26, 09:00. */
export function soonShort(at: string, now: number = Date.now()): string {
  const days = dayNumber(new Date(at)) - dayNumber(new Date(now));
  if (Math.abs(days) < 2) return soonWords(at, now);
  const options = { weekday: 'short', month: 'numeric', day: 'numeric', ...clock } as const;
  return format(options).format(new Date(at));
}

/** How long until (or since, negative) an instant: 11 min, 2 hr, 3 days. */
export function spanWords(milliseconds: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(milliseconds) / 60_000));
  const [amount, unit] =
    minutes < 100
      ? [minutes, 'minute']
      : minutes < 48 * 60
        ? [Math.round(minutes / 60), 'hour']
        : [Math.round(minutes / 1440), 'day'];
  return new Intl.NumberFormat(lang(), { style: 'unit', unit, unitDisplay: 'short' }).format(amount);
}

/** 5 minutes ago, yesterday: for what has happened. */
export function agoWords(at: string, now: number = Date.now()): string {
  const seconds = Math.round((Date.parse(at) - now) / 1000);
  const words = new Intl.RelativeTimeFormat(lang(), { numeric: 'auto' });
  if (Math.abs(seconds) < 3600) return words.format(Math.trunc(seconds / 60), 'minute');
  if (Math.abs(seconds) < 86_400) return words.format(Math.trunc(seconds / 3600), 'hour');
  if (Math.abs(seconds) < 7 * 86_400) return words.format(Math.trunc(seconds / 86_400), 'day');
  return day(at);
}

/** 1.4 MB */
export function sizeWords(bytes: number): string {
  const [amount, unit] =
    bytes < 1000 ? [bytes, 'byte'] : bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  return new Intl.NumberFormat(lang(), { style: 'unit', unit, maximumFractionDigits: 1 }).format(amount);
}
