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

  // The bar of open hours, from the reader's midnight to the next.
  function draw(bar) {
    const now = new Date();
    const begin = new Date(now.getFullYear(), now.getMonth(), now.getDate());
    const end = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
    const width = bar.viewBox.baseVal.width;
    const place = (at) => (width * (at - begin)) / (end - begin);
    const name = (at) => (at >= end ? '24:00' : `${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`);
    const pieces = [];
    for (const text of bar.dataset.open.split(' ').filter(Boolean)) {
      const [from, to] = text.split('/').map((each) => new Date(each));
      if (to <= begin || from >= end) continue;
      const piece = { from: from < begin ? begin : from, to: to > end ? end : to };
      if (pieces.length && pieces.at(-1).to >= piece.from) pieces.at(-1).to = piece.to;
      else pieces.push(piece);
    }
    bar.querySelectorAll('.open').forEach((each) => each.remove());
    for (const { from, to } of pieces) {
      const rect = bar.querySelector('.track').cloneNode();
      rect.setAttribute('class', 'open');
      rect.setAttribute('x', place(from));
      rect.setAttribute('width', place(to) - place(from));
      bar.querySelector('.now').before(rect);
    }
    bar.querySelector('.now').setAttribute('x', place(now));
    const dash = root.lang === 'ja' ? '〜' : '–';
    const hours = bar.parentElement.querySelector('.hours');
    if (pieces.length) hours.textContent = pieces.map(({ from, to }) => name(from) + dash + name(to)).join(root.lang === 'en' ? ', ' : '、');
    else if (hours.dataset.closed) hours.textContent = hours.dataset.closed;
  }

  document.addEventListener('DOMContentLoaded', () => {
    document.querySelectorAll('time').forEach(write);
    document.querySelectorAll('svg.day').forEach(draw);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    document.querySelectorAll('[data-local]').forEach((each) => (each.textContent = each.dataset.local.replace('ZONE', zone)));
    const button = document.querySelector('button.theme');
    if (!button) return;
    button.hidden = false;
    button.addEventListener('click', () => {
      const chosen = root.dataset.theme === 'dark' ? 'light' : 'dark';
      localStorage.setItem('theme', chosen);
      show();
    });
  });
})();
