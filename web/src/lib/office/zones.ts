/** Times as they are written on a clock in some zone. */

function wallMillis(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(new Date(at));
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

/** The instant (RFC 3339) when a clock in `zone` shows `local` ("2026-11-24T09:00"); an hour skipped in spring is the one after. */
export function instantOf(local: string, zone: string): string | undefined {
  const wall = Date.parse(`${local}Z`);
  if (Number.isNaN(wall)) return undefined;
  let at = wall;
  for (let turn = 0; turn < 2; turn++) at += wall - wallMillis(at, zone);
  return new Date(at).toISOString();
}

/** What a clock in `zone` shows at an instant, as a date and time field takes it. */
export function localOf(at: number, zone: string): string {
  return new Date(wallMillis(at, zone)).toISOString().slice(0, 16);
}
