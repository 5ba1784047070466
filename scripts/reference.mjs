import { importSource } from './import-source.mjs';

const { writeExample, writeOptions } = await importSource('config/write.ts');

/** Returns the tables of all keys of the configuration's schema, as Markdown. */
export function referenceOf(schema) {
  const objects = [['', schema], ...Object.entries(schema.$defs)].filter(([, { type }]) => type === 'object');
  return objects.map(([, definition]) => sectionOf(schema, definition)).join('\n\n');
}

function sectionOf(schema, definition) {
  const rows = Object.entries(definition.properties).map(([key, property]) => {
    const target = schema.$defs[property.$ref.slice('#/$defs/'.length)];
    const needed = definition.required?.includes(key) ? 'needed' : '';
    const [example] = property.examples;
    return [code(key), needed, valueOf(target), property.description, code(writeExample(example))];
  });
  const head = ['key', '', 'value', 'meaning', 'for example'];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`);
  return [`### ${headingOf(schema, definition)}`, '', ...lines].join('\n');
}

/** Names an object by where it stands. */
function headingOf(schema, definition) {
  if (definition === schema) return 'The document';
  return HEADINGS[definition.$anchor] ?? fail(`no heading for ${definition.$anchor}`);
}

const HEADINGS = {
  issuerObject: 'An item of `issuers`, written as an object',
  defaults: '`defaults`',
  roleEntry: 'An item of `roles`',
  allowObject: 'An item of `allow`, written as an object',
  quarantine: '`quarantine`',
  limits: '`limits`',
  rate: '`limits.changesPerRole` and `limits.changesPerAccount`',
  exemption: 'An item of `exempt`',
};

function valueOf(definition) {
  return definition.enum === undefined ? definition.title : writeOptions(definition.enum);
}

function code(text) {
  return `\`${text}\``;
}

/** WHY: a `|` would end the cell, in code too. */
function cell(text) {
  return text.replaceAll('|', String.raw`\|`);
}

function fail(message) {
  throw new Error(message);
}
