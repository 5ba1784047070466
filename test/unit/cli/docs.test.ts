import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Command } from 'commander';
import { EXIT } from '../../../cli/errors.ts';
import { FORMATS } from '../../../cli/formats.ts';
import { EXIT_MEANINGS } from '../../../cli/help.ts';
import { programOf } from '../../../cli/main.ts';
import { colorsFor } from '../../../cli/render/terminal.ts';

const page = readFileSync('docs/command.md', 'utf8');
const nowhere = { colors: colorsFor({}), line: () => undefined, problem: () => undefined };

function within(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(within)];
}

const commands = within(programOf(nowhere, () => undefined));

describe('the page on the command', () => {
  it('has every command', () => {
    for (const command of commands) {
      const { parent } = command;
      const name = parent?.parent ? `${parent.name()} ${command.name()}` : command.name();
      expect(page).toContain(command.parent ? `trustwarden ${name}` : '# The command');
    }
  });

  it('has every option', () => {
    const flags = commands.flatMap((command) => command.options.map((option) => option.long));
    expect(flags).toContain('--format');
    for (const flag of flags) expect(page).toMatch(new RegExp(`\`${flag ?? ''}( [A-Z]+)?\``));
  });

  it('has every format', () => {
    for (const format of FORMATS) expect(page).toContain(`**\`${format}\`** is`);
  });

  it('has the table of exit codes', () => {
    for (const [name, code] of Object.entries(EXIT))
      expect(page.replaceAll(/ +/g, ' ')).toContain(
        `| ${code} | ${EXIT_MEANINGS[name as keyof typeof EXIT]} |`,
      );
  });
});
