import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FUNCTION_NAMES } from '../tools/bundle-function.ts';

const text = readFileSync('docs/architecture.md', 'utf8');
const pictures = [...text.matchAll(/```mermaid\n([\s\S]*?)```/g)].map((match) => match[1]!);
const [onAws, flow] = pictures.map(readPicture) as [Picture, Picture];

type Picture = {
  /** Words in a box, by its id. */
  readonly boxes: ReadonlyMap<string, string>;
  readonly frames: ReadonlyMap<string, readonly string[]>;
  readonly arrows: readonly (readonly [from: string, to: string])[];
};

/** Reads the part of Mermaid's flowcharts that is used here; throws on a line that it does not know, which GitHub might not know either. */
function readPicture(source: string): Picture {
  const boxes = new Map<string, string>();
  const frames = new Map<string, string[]>();
  const arrows: [string, string][] = [];
  let frame: string[] | undefined;
  for (const line of source.split('\n').map((one) => one.trim())) {
    const begin = /^subgraph (\w+)\[([^\]"]+)\]$/.exec(line);
    if (begin) {
      frame = [];
      frames.set(begin[1]!, frame);
    } else if (line === 'end') frame = undefined;
    else if (line && !/^flowchart (LR|TB)$/.test(line)) {
      const ends = line.split(/ (?:-- [^-]+ -->|-\. [^-]+ \.->|-->) /);
      const ids = ends.map((end) => {
        const box = /^(\w+)(?:\(\[([^\]"]+)\]\)|\[\(([^)"]+)\)\]|\[([^\]"]+)\])?$/.exec(end);
        if (!box) throw new Error(`the picture has a line that is not understood: ${line}`);
        const words = box[2] ?? box[3] ?? box[4];
        if (words !== undefined) {
          boxes.set(box[1]!, words);
          frame?.push(box[1]!);
        }
        return box[1]!;
      });
      for (const [index, id] of ids.slice(1).entries()) arrows.push([ids[index]!, id]);
    }
  }
  return { boxes, frames, arrows };
}

test('there are two pictures, and every arrow leads from a box to a box', () => {
  expect(pictures).toHaveLength(2);
  for (const { boxes, arrows } of [onAws, flow]) {
    expect(arrows.length).toBeGreaterThan(12);
    for (const id of arrows.flat()) expect([...boxes.keys()], `an arrow names ${id}`).toContain(id);
  }
});

/** One makes each function, one puts everything together: neither is a part. */
const NO_PARTS = ['lambda', 'stack'];

test('every module of Terraform is a part, and no part names another', () => {
  const modules = readdirSync('terraform/modules');
  const named = [...pictures[0]!.matchAll(/\bmodule (\w+)/g)].map((match) => match[1]!);
  expect([...new Set(named)].sort()).toEqual(modules.filter((name) => !NO_PARTS.includes(name)).sort());
});

test('every function of the stack is a part', () => {
  const words = [...onAws.boxes.values()];
  for (const name of FUNCTION_NAMES) expect(words).toContain(name);
});

test('every part is within a boundary of trust, and nothing outside reaches a function but through a door', () => {
  const inFrames = [...onAws.frames.values()].flat();
  expect(inFrames.sort()).toEqual([...onAws.boxes.keys()].sort());
  const doors = ['firewall', 'identity', 'lex'];
  for (const [from, to] of onAws.arrows) if (onAws.frames.get('outside')!.includes(from)) expect(doors, `${from} → ${to}`).toContain(to);
});

test('what strangers write is read by readers only, and reaches what we stand for through what is decided', () => {
  const frameOf = (id: string) => [...flow.frames].find(([, ids]) => ids.includes(id))?.[0];
  for (const [from, to] of flow.arrows) {
    if (frameOf(from) === 'strangers') expect(frameOf(to), `${from} → ${to}`).toBe('readers');
    if (['answer', 'ticket'].includes(to)) expect(frameOf(from), `${from} → ${to}`).toBe('decided');
  }
});

test('every folder and file that is named is there', () => {
  const named = [...text.matchAll(/\b((?:pipelines|runtime|core)\/[\w./-]+)/g)].map((match) => match[1]!.replace(/[.]$/, ''));
  expect(named.length).toBeGreaterThan(8);
  for (const name of named) expect(existsSync(name), name).toBe(true);
});
