import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Alias, Node } from 'yaml';

/**
 * Finds the node that each alias stands for: the last one with its anchor that ended before it.
 *
 * An alias that is missing from the result names no such anchor, or stands inside its own.
 * Cost: one walk. INVARIANT: `parseSyntax` has bounded the depth.
 */
export function resolveAliases(contents: Node | null): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  const visit = (node: unknown): void => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) targets.set(node, target);
      return;
    }
    if (isMap(node)) node.items.forEach(({ key, value }) => [key, value].forEach(visit));
    if (isSeq(node)) node.items.forEach(visit);
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor) anchors.set(node.anchor, node);
  };
  visit(contents);
  return targets;
}
