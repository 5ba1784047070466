import packageFile from '../../package.json' with { type: 'json' };
import { visibleText } from '../../policies/index.ts';
import type { Format } from '../formats.ts';
import {
  renderChecked,
  renderCheckedAsJson,
  summarize,
  toRecord,
  type Checked,
  type Counts,
} from '../render/checked.ts';
import type { Output } from '../render/terminal.ts';
import { entriesIn, type Entry } from './entry.ts';
import { gitlabReport } from './gitlab.ts';
import { sarifLog } from './sarif.ts';

/** Where the answers go as they come. */
export interface Report {
  /** @param file - as the command line names it */
  add(checked: Checked, file: string): void;
  end(counts: Counts): void;
}

/** What decides how a report is written. */
export interface ReportOptions {
  readonly format: Format;
  /** Leaves out text for people; why a document could not be read goes to standard error. */
  readonly quiet?: boolean | undefined;
}

/** Returns the report in a format. */
export function reportTo(output: Output, { format, quiet = false }: ReportOptions): Report {
  switch (format) {
    case 'text':
      return quiet ? silentReport(output) : textReport(output);
    case 'ndjson':
      return { add: (checked) => output.line(renderCheckedAsJson(checked)), end: () => undefined };
    case 'json':
      return jsonReport(output);
    case 'sarif':
      return entryReport(output, quiet, (entries) => sarifLog(entries, packageFile.version));
    case 'gitlab':
      return entryReport(output, quiet, gitlabReport);
  }
}

function textReport(output: Output): Report {
  return {
    add: (checked) => {
      for (const line of renderChecked(checked, output)) output.line(line);
    },
    end: (counts) => output.line(summarize(counts)),
  };
}

function silentReport(output: Output): Report {
  return {
    add: (checked) => {
      if ('error' in checked) output.problem(visibleText(`${checked.source}: ${checked.error}`));
    },
    end: () => undefined,
  };
}

/** The version of the document that `--format json` writes: it goes up where a member is renamed or dropped. */
const JSON_VERSION = 1;

function jsonReport(output: Output): Report {
  const results: unknown[] = [];
  return {
    add: (checked) => results.push(toRecord(checked)),
    end: (summary) => writeJson(output, { version: JSON_VERSION, summary, results }),
  };
}

/** WHY: such a report mostly goes into a file, and the log of the job should still say how it ended. */
function entryReport(output: Output, quiet: boolean, write: (entries: readonly Entry[]) => unknown): Report {
  const toEntries = entriesIn(process.cwd());
  const entries: Entry[] = [];
  return {
    add: (checked, file) => {
      entries.push(...toEntries(checked, file));
      if ('error' in checked) output.problem(visibleText(`${checked.source}: ${checked.error}`));
    },
    end: (counts) => {
      writeJson(output, write(entries));
      if (!quiet) output.problem(summarize(counts));
    },
  };
}

function writeJson(output: Output, value: unknown): void {
  for (const line of JSON.stringify(value, null, 2).split('\n')) output.line(visibleText(line));
}
