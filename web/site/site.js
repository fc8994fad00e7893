// Times in the reader's own zone, and the theme. The pages are right without it.
(() => {
  'use strict';
  const root = document.documentElement;
  const kept = () => {
    try {
      return localStorage.getItem('theme');
    } catch {
      return null;
    }
  };
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const show = () => (root.dataset.theme = kept() ?? (dark.matches ? 'dark' : 'light'));
  show();
  dark.addEventListener('change', show);

  const day = { month: 'short', day: 'numeric' };
  const clock = { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' };
  const styles = { moment: { ...day, ...clock }, day: { ...day, year: 'numeric' }, clock };

  function write(time) {
    const at = new Date(time.dateTime);
    const today = at.toDateString() === new Date().toDateString();
    const style = time.dataset.as === 'clock' && !today ? { weekday: 'short', ...clock } : styles[time.dataset.as];
    time.textContent = new Intl.DateTimeFormat(root.lang, style).format(at);
    time.title = new Intl.DateTimeFormat(root.lang, { dateStyle: 'full', timeStyle: 'long' }).format(at);
  }

  // Open hours: "FROM/TO FROM/TO". No TO: it never closes. No zone: it counts by the reader's own clock.
  const stretches = (text) =>
    text
      .split(' ')
      .filter(Boolean)
      .map((each) => each.split('/').map((end) => (end ? new Date(end) : new Date(8.64e15))))
      .map(([from, to]) => ({ from, to }));

  // "Open until 18:00", for as long as the page stands open. What is not known any more is not told.
  function stand(cell) {
    const words = document.getElementById('hours-words').dataset;
    const all = stretches(cell.dataset.open);
    const now = new Date();
    const here = all.find(({ from, to }) => from <= now && now < to);
    const bound = here ? here.to : all.find(({ from }) => from > now)?.from;
    const known = `${Boolean(here)} ${bound?.getTime()} ${now.toDateString()}`;
    if (cell.dataset.known === known) return;
    cell.dataset.known = known;
    cell.replaceChildren();
    if (!here && !bound) return;
    const state = cell.appendChild(document.createElement('b'));
    state.className = here ? 'open' : 'shut';
    state.textContent = here ? words.open : words.closed;
    if (bound.getTime() === 8.64e15) return;
    const [before, after] = (here ? words.until : words.from).split('TIME');
    const time = document.createElement('time');
    time.dateTime = bound.toISOString();
    time.dataset.as = 'clock';
    write(time);
    cell.appendChild(document.createElement('small')).append(before, time, after);
  }

  // The bar of open hours, from the reader's midnight to the next.
  function draw(bar) {
    const now = new Date();
    const begin = new Date(now.getFullYear(), now.getMonth(), now.getDate());
    const end = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
    const width = bar.viewBox.baseVal.width;
    const place = (at) => (width * (at - begin)) / (end - begin);
    const name = (at) => (at >= end ? '24:00' : `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`);
    const pieces = stretches(bar.closest('tr').querySelector('[data-open]').dataset.open)
      .filter(({ from, to }) => from < end && to > begin)
      .map(({ from, to }) => ({ from: from < begin ? begin : from, to: to > end ? end : to }));
    bar.querySelectorAll('.open').forEach((each) => each.remove());
    const mark = bar.querySelector('.now');
    for (const { from, to } of pieces) {
      const rect = bar.querySelector('.track').cloneNode();
      rect.setAttribute('class', 'open');
      rect.setAttribute('x', place(from));
      rect.setAttribute('width', place(to) - place(from));
      mark.before(rect);
    }
    mark.setAttribute('x', place(now));
    mark.removeAttribute('visibility');
    const dash = root.lang === 'ja' ? '〜' : '–';
    const hours = bar.parentElement.querySelector('.hours');
    hours.textContent = pieces.length
      ? pieces.map(({ from, to }) => name(from) + dash + name(to)).join(root.lang === 'en' ? ', ' : '、')
      : hours.dataset.closed;
  }

  function showHours() {
    document.querySelectorAll('.now[data-open]').forEach(stand);
    document.querySelectorAll('svg.day').forEach(draw);
  }

  // The plans, while typing. The server finds the same way (src/pages/plans.cpp).
  const folded = (text) => text.normalize('NFKC').toLowerCase();
  function find(asked) {
    const all = (selector) => [...document.querySelectorAll(selector)];
    const lines = all('.matrix .line');
    const plans = all('section.plan');
    const name = (each) => folded(each.querySelector('.name').textContent);
    const words = folded(asked).split(/\s+/).filter(Boolean);
    const whole = (each) => name(each).includes(words.join(' '));
    const anyWord = (each) => words.some((word) => name(each).includes(word));
    let [keptLines, keptPlans] = [lines.filter(whole), []];
    if (!keptLines.length) keptPlans = plans.filter(whole);
    if (!keptLines.length && !keptPlans.length) [keptLines, keptPlans] = [lines.filter(anyWord), plans.filter(anyWord)];
    const none = !keptLines.length && !keptPlans.length;
    if (!none && !keptLines.length) keptLines = lines;
    if (!none && !keptPlans.length) keptPlans = plans;
    lines.forEach((each) => (each.hidden = !keptLines.includes(each)));
    all('.matrix tbody').forEach((each) => (each.hidden = !each.querySelector('.line:not([hidden])')));
    plans.forEach((each) => (each.hidden = !keptPlans.includes(each)));
    const ids = new Set(keptPlans.map((each) => each.id));
    all('.matrix [data-plan]').forEach((each) => (each.hidden = !ids.has(`plan-${each.dataset.plan}`)));
    const matrix = document.getElementById('matrix');
    if (matrix) matrix.hidden = none || !matrix.querySelector('thead [data-plan]:not([hidden])');
    document.getElementById('found-none').hidden = !none;
    history.replaceState(null, '', words.length ? `?q=${encodeURIComponent(asked.trim())}` : location.pathname);
  }

  document.addEventListener('DOMContentLoaded', () => {
    document.querySelector('#find input')?.addEventListener('input', (event) => {
      if (!event.isComposing) find(event.target.value);
    });
    document.querySelector('#find input')?.addEventListener('compositionend', (event) => find(event.target.value));
    document.querySelectorAll('time').forEach(write);
    showHours();
    if (document.getElementById('hours-words')) setInterval(showHours, 60_000);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    document.querySelectorAll('[data-local]').forEach((each) => (each.textContent = each.dataset.local.replace('ZONE', zone)));
    const printer = document.querySelector('button.print');
    printer.hidden = false;
    printer.addEventListener('click', () => print());
    const button = document.querySelector('button.theme');
    button.hidden = false;
    button.addEventListener('click', () => {
      const chosen = root.dataset.theme === 'dark' ? 'light' : 'dark';
      localStorage.setItem('theme', chosen);
      show();
    });
  });
})();
