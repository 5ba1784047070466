/** Runs a function and returns the lines that it wrote to standard output and standard error. */
export async function captureOutput(run: () => Promise<void>): Promise<readonly string[]> {
  const chunks: string[] = [];
  const capture = (chunk: unknown) => chunks.push(String(chunk)) > 0;
  const restores = [process.stdout, process.stderr].map((stream) => {
    const original = stream.write.bind(stream);
    stream.write = capture;
    return () => {
      stream.write = original;
    };
  });
  try {
    await run();
  } finally {
    for (const restore of restores) restore();
  }
  return chunks.join('').split('\n').filter(Boolean);
}
