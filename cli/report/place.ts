import { isAbsolute, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where something stands, as a report names it. */
export interface Place {
  /** Relative to the working folder where the file is inside of it, else absolute; with slashes. */
  readonly path: string;
  /** From 1, where it is known. */
  readonly line: number | undefined;
}

/** Returns the place of a file that the command line names. */
export function placeOf(file: string, line: number | undefined, folder: string): Place {
  const whole = resolve(folder, file);
  const inside = relative(folder, whole);
  const isInside = inside !== '' && !isAbsolute(inside) && inside.split(sep)[0] !== '..';
  return { path: (isInside ? inside : whole).split(sep).join('/'), line };
}

/** Returns a place's path as a URI: relative where the path is. No character of a name gets a meaning in it. */
export function uriOf({ path }: Place): string {
  if (isAbsolute(path)) return pathToFileURL(path).href;
  return Buffer.from(path).toString().split('/').map(encodeURIComponent).join('/');
}
