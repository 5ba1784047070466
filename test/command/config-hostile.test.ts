import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { COMMAND, PATH } from '../support/run-command.ts';
import { temporaryFolders } from '../support/temporary-folder.ts';

const folder = temporaryFolders();
const MEBI = 1024 * 1024;
const HEAD = 'version: 1\nmode: dry-run\nunlisted: report\n';
const fill = (piece: string, length = MEBI - 100): string => piece.repeat(Math.floor(length / piece.length));
const LEXEMES = 'the text has more than 300000 words and marks, shorten it';
const VALUES = 'the text holds more than 50000 values with its aliases written out, use fewer';
const SIZE = /the text has \d+ bytes of at most 1048576, shorten it$/;
const LINES = /\d+ more lines are no YAML, correct these first$/;

const bomb = Array.from({ length: 12 }, (_, level) => {
  const items = Array.from({ length: 10 }, () => (level === 0 ? 'x' : `*a${level - 1}`));
  return `k${level}: &a${level} [${items.join(', ')}]\n`;
}).join('');

/** Runs the command with less memory than the deployed function has, and for half a minute of the processor at most. */
async function validate(text: string) {
  const path = join(await folder(), 'f');
  await writeFile(path, text);
  const limited = 'ulimit -t 30; exec "$0" config validate "$1"';
  const { status, signal, stdout, stderr } = spawnSync('sh', ['-c', limited, COMMAND, path], {
    encoding: 'utf8',
    env: { PATH, NODE_OPTIONS: '--max-old-space-size=320' },
    maxBuffer: 64 * MEBI,
  });
  const messages = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^[^:]*:\d+:\d+: /, ''));
  return { status, signal, stderr, messages };
}

describe('config validate within bounds of memory and time', () => {
  it.each([
    ['ten megabytes of lists within lists', fill('[', 10 * MEBI), SIZE],
    ['ten megabytes of a mapping', HEAD + fill('__proto__: { a: 1 }\n', 10 * MEBI), SIZE],
    ['aliases that multiply', HEAD + bomb, VALUES],
    ['anchors', fill('&a '), LEXEMES],
    ['closed lists in a row', fill('[] '), LEXEMES],
    ['ends of lists', `a: [${fill('] ')}`, LEXEMES],
    ['directives', fill('%\n'), LEXEMES],
    ['tags', `a: ${fill('!<a> ')}`, 'a node can have at most one tag'],
    ['lines that are no YAML', fill('a #\n'), LINES],
    [
      'keys of one name',
      HEAD + Array.from({ length: 40_000 }, () => '__proto__: 1\n').join(''),
      'given twice',
    ],
  ])('refuses %s', async (_, text, reason) => {
    const { status, signal, stderr, messages } = await validate(text);
    expect({ status, signal, stderr }).toEqual({ status: 2, signal: null, stderr: '' });
    expect(messages.at(-1)).toMatch(reason);
  });

  it.each([
    ['comments', HEAD + fill('#\n')],
    ['empty lines', HEAD + fill('\r\n')],
  ])('reads a megabyte of %s', async (_, text) => {
    expect(await validate(text)).toMatchObject({ status: 0, signal: null, stderr: '' });
  });
});
