import { describe, expect, it } from '@jest/globals';
import { renderChecked } from '../../../../cli/render/checked.ts';
import { colorsFor } from '../../../../cli/render/terminal.ts';
import { checkedSample } from '../../../support/checked-sample.ts';
import { deployArn, hostileText, openPolicy } from '../../../support/samples.ts';

const plain = colorsFor({ isTTY: false }, {});
const message =
  'a project that the configuration does not allow can assume `deploy`, for example `mygroup/other` on branch `a`';
const checked = checkedSample({
  statements: openPolicy.Statement,
  findings: [{ id: 'project/unlisted', message }],
});

describe('text for people', () => {
  it('is wrapped at 80 columns', () => {
    expect(renderChecked(checked, { colors: plain, columns: 80 })).toEqual([
      `broader (critical) ${deployArn}`,
      '  project/unlisted: a project that the configuration does not allow can assume',
      '    `deploy`, for example `mygroup/other` on branch `a`',
      '  remedy: report',
    ]);
  });

  it.each([200, undefined])('is not wrapped at %p columns', (columns) => {
    expect(renderChecked(checked, { colors: plain, columns })).toContain(`  project/unlisted: ${message}`);
  });

  it('has no colour without a terminal, or where nobody wants it', () => {
    const colored = { colors: colorsFor({ isTTY: true }, {}), columns: 80 };
    expect(renderChecked(checked, colored).join('\n')).toContain('\u001B[31mbroader');
    for (const colors of [plain, colorsFor({ isTTY: true }, { NO_COLOR: '1' })])
      expect(renderChecked(checked, { colors, columns: 80 }).join('\n')).not.toContain('\u001B');
  });

  it.each([20, 80, 200, undefined])('shows hostile text escaped with %p columns', (columns) => {
    const source = `${hostileText} ${hostileText}.json`;
    const noted = { ...checked, plan: { ...checked.plan, notes: [hostileText], role: hostileText } };
    for (const each of [noted, { source, error: hostileText }]) {
      const lines = renderChecked(each, { colors: plain, columns });
      expect(lines.join('')).toContain('u202e');
      expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }
  });
});
