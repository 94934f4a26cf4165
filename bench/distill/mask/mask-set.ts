import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A stretch of a text that must not stay readable, with the kind that its writer gave it. */
type Mark = { readonly start: number; readonly end: number; readonly kind: string };

export type MarkedText = { readonly text: string; readonly marks: readonly Mark[] };

export type MaskSet = { readonly personal: readonly MarkedText[]; readonly clean: readonly string[] };

const FOLDER = join(import.meta.dirname, 'fixtures');
const MARK = /\[\[([A-Z]+):(.*?)\]\]/g;

/** The labelled strings: the part that rules may be learned from, or the part that is only measured. */
export function readMaskSet(part: 'known' | 'held-out'): MaskSet {
  const suffix = part === 'held-out' ? '-held-out' : '';
  return { personal: lines(`personal${suffix}.txt`).map(parseMarks), clean: lines(`clean${suffix}.txt`) };
}

/** One string a line; `⏎` stands for a line break; a line that begins with `# ` is a heading. */
function lines(file: string): string[] {
  return readFileSync(join(FOLDER, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('# '))
    .map((line) => line.replaceAll('⏎', '\n'));
}

/** `call [[PHONE:555-010-0147]] today` as text and marks. */
export function parseMarks(line: string): MarkedText {
  const marks: Mark[] = [];
  let text = '';
  let position = 0;
  for (const match of line.matchAll(MARK)) {
    text += line.slice(position, match.index);
    marks.push({ start: text.length, end: text.length + match[2]!.length, kind: match[1]!.toLowerCase() });
    text += match[2];
    position = match.index + match[0].length;
  }
  return { text: text + line.slice(position), marks };
}
