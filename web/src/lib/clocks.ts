/** What a clock says now, in words and as a share of the bar. */
import type { Clock } from '$lib/api/client';
import { soonShort, soonWords, spanWords } from '$lib/i18n/times.svelte';
import { t } from '$lib/i18n/words.svelte';

/** Nearly used up: from here on the clock is red. Where the policy sets a warning, that decides instead. */
const soonShare = 0.8;
const nearMilliseconds = 8 * 3_600_000;
const seen = new WeakMap<Clock, number>();

/** Share of the promised time that has gone at `now`: the server's figure, moved on since it came. */
export function goneShare(clock: Clock, now: number): number {
  if (clock.state === 'missed') return 1;
  if (clock.gone === undefined || !clock.due) return 0;
  const from = seen.get(clock) ?? now;
  seen.set(clock, from);
  const left = Date.parse(clock.due) - from;
  if (left <= 0) return 1;
  return Math.min(1, clock.gone + (1 - clock.gone) * Math.max(0, (now - from) / left));
}

export type Look = 'running' | 'soon' | 'late' | 'waiting' | 'kept' | 'missed';

export function lookOf(clock: Clock, now: number): Look {
  if (clock.state === 'waiting' || clock.state === 'kept') return clock.state;
  if (clock.state === 'missed') return clock.ended_at ? 'missed' : 'late';
  if (clock.due && Date.parse(clock.due) < now) return 'late';
  if (clock.warn_at ? Date.parse(clock.warn_at) <= now : goneShare(clock, now) >= soonShare) return 'soon';
  return 'running';
}

/** As short as can be, for a row: 11 min, tomorrow 10:20, 12 min late. */
export function shortWords(clock: Clock, now: number): string {
  const look = lookOf(clock, now);
  if (look === 'waiting') return t('shared.clock.waiting');
  if (!clock.due) return t(`shared.clock.state.${clock.state}`);
  const left = Date.parse(clock.due) - now;
  if (look === 'late') return t('shared.clock.late', { span: spanWords(left) });
  if (look === 'kept' || look === 'missed') return t(`shared.clock.state.${look}`);
  return left < nearMilliseconds ? spanWords(left) : soonShort(clock.due, now);
}

/** A sentence: First response within 11 min, by 14:20. */
export function longWords(clock: Clock, now: number): string {
  const kind = t(`shared.clock.kind.${clock.kind}`);
  const look = lookOf(clock, now);
  if (look === 'waiting' || !clock.due) return t('shared.clock.long.waiting', { kind });
  const due = soonWords(clock.due, now);
  const span = spanWords(Date.parse(clock.due) - now);
  if (look === 'kept' || look === 'missed' || look === 'late')
    return t(`shared.clock.long.${look}`, { kind, due, span });
  return Date.parse(clock.due) - now < nearMilliseconds
    ? t('shared.clock.long.near', { kind, due, span })
    : t('shared.clock.long.far', { kind, due });
}
