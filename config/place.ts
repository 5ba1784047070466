import type { LineCounter } from 'yaml';
import { formatPath } from './problem.ts';
import type { Complaint, Problem } from './problem.ts';

/** Where a value stands in the text, and where its parts stand. Offsets count UTF-16 units. */
export interface Place {
  readonly value: number;
  /** Where the key stands; absent for items and for the document. */
  readonly key?: number;
  readonly parts: ReadonlyMap<string | number, Place>;
}

/** The place of a document that was not read: for complaints that carry their own offset. */
export const NOWHERE: Place = { value: 0, parts: new Map() };

/** Turns complaints into problems with line and column, in the order of the text and one for each mistake. */
export function locate(
  complaints: readonly Complaint[],
  root: Place,
  lines: LineCounter,
  file: string,
): readonly Problem[] {
  const problems = new Map<string, Problem>();
  for (const { complaint, offset } of inOrderOfText(complaints, root)) {
    const { line, col } = lines.linePos(offset);
    const path = formatPath(complaint.path);
    // WHY: two complaints about one value are one mistake; two long keys may look alike once shortened.
    const mistake = complaint.path.length === 0 || complaint.on === 'key' ? `${path} ${offset}` : path;
    const problem = { file, line, column: col, path, message: complaint.message };
    if (!problems.has(mistake)) problems.set(mistake, problem);
  }
  return [...problems.values()];
}

function inOrderOfText(complaints: readonly Complaint[], root: Place) {
  return complaints
    .map((complaint) => ({ complaint, offset: offsetOf(root, complaint) }))
    .sort((one, other) => one.offset - other.offset);
}

/** What is missing stands nowhere: then it is the innermost value around it. */
function offsetOf(root: Place, complaint: Complaint): number {
  if (complaint.offset !== undefined) return complaint.offset;
  let place = root;
  for (const step of complaint.path) {
    const next = place.parts.get(step);
    if (next === undefined) return place.value;
    place = next;
  }
  return complaint.on === 'key' ? (place.key ?? place.value) : place.value;
}
