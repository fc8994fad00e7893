/** The editor of one text at a time: CodeMirror with the house's colours and words. Loaded by the screen that edits, only. */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { HighlightStyle, StreamLanguage, bracketMatching, syntaxHighlighting } from '@codemirror/language';
import { toml } from '@codemirror/legacy-modes/mode/toml';
import { setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { t } from '$lib/i18n/words.svelte';
import { unitsBefore, type Mistake } from './policy';

export interface Asks {
  label: string;
  written: (content: string) => void;
  /** F8 (1) and Shift-F8 (-1). */
  nextMistake: (step: 1 | -1) => void;
}

const look = EditorView.theme({
  '&': { fontSize: '13px', backgroundColor: 'var(--paper-raised)', color: 'var(--ink)', height: '100%' },
  '&.cm-focused': { outline: '2px solid var(--indigo)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace', lineHeight: '1.6' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': {
    backgroundColor: 'var(--paper-sunk)',
    color: 'var(--ink-faint)',
    borderRight: '1px solid var(--line)',
  },
  '.cm-activeLine': { backgroundColor: 'transparent', boxShadow: 'inset 0 0 0 1px var(--line)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--paper)', color: 'var(--ink)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--indigo-wash)',
  },
  '.cm-searchMatch, .cm-selectionMatch': { backgroundColor: 'var(--note)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--note)', outline: '1px solid var(--ink)' },
  '.cm-matchingBracket': { backgroundColor: 'transparent', outline: '1px solid var(--line-firm)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--ink) 1.5px',
    textUnderlineOffset: '3px',
    backgroundColor: 'var(--note)',
  },
  '.cm-lintPoint-error::after': { borderBottomColor: 'var(--ink)' },
  '.cm-tooltip, .cm-panels': {
    backgroundColor: 'var(--paper-raised)',
    color: 'var(--ink)',
    borderColor: 'var(--line)',
  },
  '.cm-diagnostic': { borderLeftColor: 'var(--ink)', fontFamily: 'var(--sans)' },
  '.cm-diagnosticAction': { backgroundColor: 'var(--indigo)', color: 'var(--on-indigo)' },
  '.cm-textfield, .cm-button': {
    font: 'inherit',
    color: 'var(--ink)',
    backgroundColor: 'var(--paper-raised)',
    backgroundImage: 'none',
    border: '1px solid var(--line-firm)',
    borderRadius: 'var(--radius)',
  },
});

const letters = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--ink-faint)', fontStyle: 'italic' },
  { tag: [tags.propertyName, tags.heading], color: 'var(--indigo)' },
  { tag: tags.string, color: 'var(--kept)' },
  { tag: [tags.number, tags.bool, tags.atom], color: 'var(--ink)', fontWeight: '600' },
]);

function phrases(): Record<string, string> {
  return {
    Find: t('office.find'),
    Replace: t('office.replace'),
    next: t('office.find.next'),
    previous: t('office.find.previous'),
    all: t('office.find.all'),
    'match case': t('office.find.case'),
    regexp: t('office.find.pattern'),
    'by word': t('office.find.word'),
    replace: t('office.replace'),
    'replace all': t('office.replace.all'),
    close: t('shared.close'),
    'Go to line': t('office.line.go'),
    go: t('office.line.go'),
    'current match': t('office.find.current'),
    'on line': t('office.find.line'),
    'replaced $ matches': t('office.replace.done'),
    'replaced match on line $': t('office.replace.done.line'),
    Diagnostics: t('office.mistakes'),
    'No diagnostics': t('office.mistakes.none'),
  };
}

function always(asks: Asks): Extension {
  const jump = (step: 1 | -1) => () => {
    asks.nextMistake(step);
    return true;
  };
  return [
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightActiveLine(),
    highlightSpecialChars(),
    history(),
    drawSelection(),
    bracketMatching(),
    highlightSelectionMatches(),
    search({ top: true }),
    EditorView.lineWrapping,
    EditorState.phrases.of(phrases()),
    EditorView.contentAttributes.of({ 'aria-label': asks.label, tabindex: '0', spellcheck: 'false', translate: 'no' }),
    keymap.of([{ key: 'F8', run: jump(1), shift: jump(-1) }, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
    look,
    syntaxHighlighting(letters),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) asks.written(update.state.doc.toString());
    }),
  ];
}

/** What to edit, with everything around it; states keep their undo while another one is shown. */
export function newState(name: string, content: string, asks: Asks): EditorState {
  const language = name === '' || name.endsWith('.toml') ? [StreamLanguage.define(toml)] : [];
  return EditorState.create({ doc: content, extensions: [always(asks), language] });
}

function rangeOf(state: EditorState, { line, column, end_column }: Mistake): { from: number; to: number } {
  const at = state.doc.line(Math.min(Math.max(line, 1), state.doc.lines));
  const from = at.from + unitsBefore(at.text, column);
  const end = end_column ? at.from + unitsBefore(at.text, end_column) : at.to;
  return { from: Math.min(from, at.to), to: Math.max(from, Math.min(end, at.to)) };
}

function diagnosticOf(state: EditorState, mistake: Mistake): Diagnostic {
  const { from, to } = rangeOf(state, mistake);
  const { message, suggestion } = mistake;
  const put = (view: EditorView, from: number, to: number) =>
    view.dispatch({ changes: { from, to, insert: suggestion ?? '' } });
  return {
    from,
    to,
    severity: 'error',
    message,
    actions: suggestion && mistake.end_column ? [{ name: t('office.mistake.put', { suggestion }), apply: put }] : [],
  };
}

export function mark(view: EditorView, mistakes: Mistake[]): void {
  view.dispatch(
    setDiagnostics(
      view.state,
      mistakes.map((mistake) => diagnosticOf(view.state, mistake)),
    ),
  );
}

/** Puts the cursor there and brings it into sight. */
export function goTo(view: EditorView, place: { line: number; column: number }): void {
  const { from } = rangeOf(view.state, { file: '', message: '', ...place });
  view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
  view.focus();
}

export { EditorView };
export type { EditorState };
