/**
 * Breaks a line at its spaces so that no part is wider than a terminal, each further part indented a little more
 * than the line itself. A word that is wider stays whole, so that it can be copied.
 *
 * @param width - columns; a line stays as it is where there are none, as into a pipe
 */
export function wrapLine(line: string, width: number | undefined): readonly string[] {
  if (width === undefined || line.length <= width) return [line];
  const indent = /^ */.exec(line)?.[0] ?? '';
  const hanging = `${indent}${MORE}`;
  const lines: string[] = [];
  let current = '';
  for (const word of line.slice(indent.length).split(' ')) {
    const start = lines.length === 0 ? indent : hanging;
    const longer = current === '' ? start + word : `${current} ${word}`;
    if (current === '' || longer.length <= width) current = longer;
    else {
      lines.push(current);
      current = hanging + word;
    }
  }
  return [...lines, current];
}

const MORE = '  ';
