import { fstatSync } from 'node:fs';
import pc from 'picocolors';

/** The colours of one stream, which are none where it is no terminal or nobody wants them. */
export type Colors = ReturnType<typeof pc.createColors>;

/** Returns the colours for a stream. WHY: picocolors would colour any output in CI, a file as well. */
export function colorsFor(stream: { readonly isTTY?: boolean }, environment = process.env): Colors {
  return pc.createColors(stream.isTTY === true && environment['NO_COLOR'] === undefined);
}

/** Where a command writes, so that it can be driven whole in a test. */
export interface Output {
  readonly colors: Colors;
  /** How wide the terminal is; `undefined` where standard output is none, and nothing is wrapped. */
  readonly columns?: number | undefined;
  /** How a person sees how far something is: not at all where this is left out. */
  readonly progress?: 'bar' | 'log' | undefined;
  /** Has something taken away before each line from now on; nothing any more without it. */
  readonly giveWay?: (hide: (() => void) | undefined) => void;
  /** Writes one line to standard output. */
  line(text?: string): void;
  /** Writes one line to standard error. */
  problem(text: string): void;
}

/** Makes the output of the real process. A reader that goes away early, such as `head`, is no fault. */
export function processOutput(): Output {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  let hide: (() => void) | undefined;
  return {
    colors: colorsFor(process.stdout),
    // WHY: Node has the property only where standard output is a terminal, and some terminals answer 0.
    columns: (process.stdout as { columns?: number }).columns || undefined,
    progress: progressOn(process.stdout, process.stderr),
    giveWay: (given) => {
      hide = given;
    },
    line: (text = '') => {
      if (process.stdout.isTTY) hide?.();
      process.stdout.write(`${text}\n`);
    },
    problem: (text) => {
      hide?.();
      process.stderr.write(`${text}\n`);
    },
  };
}

/** A stream of a process, as far as it decides how progress is shown on it. */
interface Stream {
  readonly isTTY?: boolean;
  readonly fd: number;
}

/**
 * Tells how progress is shown: a bar on a terminal, a line now and then in the log of a job or in a file, and nothing
 * where another program reads, or draws on the same terminal.
 */
function progressOn(stdout: Stream, stderr: Stream, environment = process.env): Output['progress'] {
  if (stderr.isTTY) return isPipe(stdout) ? undefined : 'bar';
  return fstatSync(stderr.fd).isFile() || environment['CI'] !== undefined ? 'log' : undefined;
}

function isPipe({ fd }: Stream): boolean {
  const stat = fstatSync(fd);
  return stat.isFIFO() || stat.isSocket();
}
