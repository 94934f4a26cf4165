import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { AgentEvent } from '#core/ports/support-agent.ts';
import type { AnswerGate } from '../prose/answer-gate.ts';
import { takeMarks } from '../prose/marks.ts';
import { type Piece, pieceSplitter } from '../prose/split-pieces.ts';

type Attributed = { readonly text: string; readonly marks: readonly number[] };

/**
 * The prose of an agent, which has no marks, before the gate. A piece gets the marks of the passages that it is attributed to, or, where
 * it is attributed to none, of all that are known; the gate judges. Words wait until the agent has attributed them or something behind
 * them, or has ended. `known` is how many passages the gate has already.
 */
export function agentProse(gate: AnswerGate, known: number): { take(event: Exclude<AgentEvent, { type: 'action' }>): ChatEvent[] } {
  const splitter = pieceSplitter();
  const attributed: Attributed[] = [];
  const all = new Set(Array.from({ length: known }, (_, index) => index + 1));
  let waiting = '';

  function pass(pieces: readonly Piece[]): ChatEvent[] {
    return pieces.flatMap((piece) => gate.pass({ ...piece, text: marked(piece, attributed, [...all]) }));
  }

  return {
    take(event) {
      switch (event.type) {
        case 'text':
          waiting += event.text;
          return [];
        case 'attribution': {
          const marks = event.passages.map((passage) => gate.add(passage));
          for (const mark of marks) all.add(mark);
          attributed.push({ text: flat(event.text), marks });
          const at = waiting.indexOf(event.text);
          const end = at < 0 ? 0 : at + event.text.length;
          const ready = waiting.slice(0, end);
          waiting = waiting.slice(end);
          return pass(splitter.push(ready));
        }
        case 'end': {
          const rest = waiting;
          waiting = '';
          return pass([...splitter.push(rest), ...splitter.end()]);
        }
      }
    },
  };
}

/** A piece with marks in the place of those that the agent may have written by itself. Code and tables have none. */
function marked({ kind, text }: Piece, attributed: readonly Attributed[], all: readonly number[]): string {
  if (kind === 'code' || kind === 'table') return text;
  return text
    .split('\n')
    .map((line) => {
      const words = takeMarks(line).text;
      const said = flat(words.replace(/^(?:[-*+]|\d{1,3}[.)])\s+/, ''));
      if (!said) return line;
      const own = attributed.filter((one) => one.text.includes(said) || said.includes(one.text)).flatMap(({ marks }) => marks);
      const marks = own.length > 0 ? [...new Set(own)] : all;
      return `${/^\s*/.exec(line)![0]}${words} ${marks.map((mark) => `[${mark}]`).join('')}`;
    })
    .join('\n');
}

function flat(text: string): string {
  return takeMarks(text.replace(/\s+/g, ' ')).text.trim();
}
