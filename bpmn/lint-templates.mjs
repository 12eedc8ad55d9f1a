// Checks element templates against the schema that Camunda Modeler uses, and that no two share an id.
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { validateZeebe } from '@bpmn-io/element-templates-validator';

const FOLDER = '.camunda/element-templates';

/** Advice for newer engines only: an 8.6 engine needs the optional input. */
const FOR_NEWER = /for Camunda 8\.[89]\+/;

const ids = new Set();
let count = 0;
for (const name of readdirSync(FOLDER).sort()) {
  const file = join(FOLDER, name);
  const problem = (text) => {
    console.error(`${file}  ${text}`);
    count++;
  };
  const template = JSON.parse(readFileSync(file, 'utf8'));
  const { valid, errors, warnings } = validateZeebe(template);
  const said = [...(errors ?? []), ...(warnings ?? []).filter(({ message }) => !FOR_NEWER.test(message))];
  for (const { message, dataPointer, instancePath } of said) {
    problem(`line ${(dataPointer?.value.line ?? 0) + 1}  ${instancePath ?? ''} ${message}`);
  }
  if (!valid && !errors?.length) problem('does not fit the schema');
  if (template.id !== `jp.genba.${basename(name, '.json')}`) problem('id must be jp.genba. and the name of the file');
  if (ids.has(template.id)) problem(`${template.id} is there twice`);
  ids.add(template.id);
}
if (count > 0) {
  console.error(`\n✖ ${count} problems`);
  process.exitCode = 1;
}
