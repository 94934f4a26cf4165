import { expect, test } from 'vitest';
import { blocksOf } from './sentences.ts';

const kinds = (text: string) => blocksOf(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

test('a prompt and what the command printed are code, up to the empty line', () => {
  const shell = 'jan@node7:~$ exporter --list\nName Port\nlog 9443\njan@node7:~$';
  expect(kinds(`I use\n\n${shell}\n\nThat is all.`)).toEqual([
    ['paragraph', 'I use'],
    ['code', shell],
    ['paragraph', 'That is all.'],
  ]);
  expect(kinds('R> capabilities()\n  http TRUE')[0]?.[0]).toBe('code');
  for (const line of [
    'exporter.reset(all = TRUE)',
    'gpg --export ABC | sudo apt-key add -',
    'deb http://archive.example/debian stable main',
    'checking for libexport... yes',
    '#!/bin/sh',
    'EXPORT_DIR=/var/export',
  ])
    expect(kinds(line)[0]?.[0], line).toBe('code');
});

test('a sentence that begins with the name of a command is none', () => {
  expect(kinds('apt will just download them.  You may want to run clean first, to clear\nup some space.').map(([kind]) => kind)).toEqual([
    'paragraph',
  ]);
  expect(kinds('git is used to fetch the sources and all of the history of it.').map(([kind]) => kind)).toEqual(['paragraph']);
  expect(kinds('apt install exporter').map(([kind]) => kind)).toEqual(['code']);
});

test('an indented sentence and the second line of a list item are no code', () => {
  expect(kinds('Use help(export).\n\n\tThis will tell you about the places where it looks for files.')).toEqual([
    ['paragraph', 'Use help(export).'],
    ['paragraph', 'This will tell you about the places where it looks for files.'],
  ]);
  expect(kinds('2)  The exporter has been part of the server\n    for years.\n3)  Restart.')).toEqual([
    ['item', '2)  The exporter has been part of the server\n    for years.'],
    ['item', '3)  Restart.'],
  ]);
  expect(kinds('1. Run this:\n    export.port=9443').at(-1)).toEqual(['code', '    export.port=9443']);
});
