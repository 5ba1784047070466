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
  return {
    colors: colorsFor(process.stdout),
    // WHY: Node has the property only where standard output is a terminal, and some terminals answer 0.
    columns: (process.stdout as { columns?: number }).columns || undefined,
    line: (text = '') => process.stdout.write(`${text}\n`),
    problem: (text) => process.stderr.write(`${text}\n`),
  };
}
